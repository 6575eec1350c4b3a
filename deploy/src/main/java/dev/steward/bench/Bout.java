package dev.steward.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs of one episode with one contender.
 *
 * @param contender its name
 * @param episode its title
 * @param outcomes of the runs that gave figures
 * @param spoilt why the others gave none, a sentence each
 */
public record Bout(String contender, String episode, List<Outcome> outcomes, List<String> spoilt) {

    public Bout {
        outcomes = List.copyOf(outcomes);
        spoilt = List.copyOf(spoilt);
    }

    public String name() {
        return contender + ": " + episode;
    }

    public Samples gaps() {
        return Samples.of(outcomes.stream().map(Outcome::gap).toList());
    }

    public Samples wholes() {
        return Samples.of(outcomes.stream().map(Outcome::whole).toList());
    }

    /** How long after the fault this was reached, half of the times; empty when nothing told. */
    public Optional<Duration> typically(Milestone milestone) {
        List<Duration> all = new ArrayList<>();
        outcomes.forEach(o -> Optional.ofNullable(o.milestones().get(milestone)).ifPresent(all::add));
        return all.isEmpty() ? Optional.empty() : Optional.of(Samples.of(all).percentile(50));
    }

    public long moved() {
        return outcomes.stream().filter(Outcome::moved).count();
    }

    public int acknowledged() {
        return outcomes.stream().mapToInt(o -> o.audit().acknowledged()).sum();
    }

    public int lost() {
        return outcomes.stream().mapToInt(o -> o.audit().lost().size()).sum();
    }

    public int duplicated() {
        return outcomes.stream().mapToInt(o -> o.audit().duplicated().size()).sum();
    }

    public long twoLeaders() {
        return outcomes.stream().filter(Outcome::twoLeaders).count();
    }
}
