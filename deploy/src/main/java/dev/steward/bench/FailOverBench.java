package dev.steward.bench;

import dev.steward.lab.Command;
import dev.steward.lab.Lab;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** How long writes stop when a leader is lost, or moved: every episode, again and again. */
public final class FailOverBench {

    private static final int WRITERS = 8;

    private final Lab lab;
    private final int runs;
    private final Predicate<String> wanted;
    private final Consumer<String> told;

    /**
     * A benchmark.
     *
     * @param lab to break machines
     * @param runs of each episode
     * @param wanted the names of bouts that are to take place, {@code steward: killed machine}
     * @param told hears what happens, for people
     */
    public FailOverBench(Lab lab, int runs, Predicate<String> wanted, Consumer<String> told) {
        this.lab = lab;
        this.runs = runs;
        this.wanted = wanted;
        this.told = told;
    }

    /** Whether this contender has anything to do. */
    public boolean wants(String contender) {
        return List.of(Episode.values()).stream().anyMatch(e -> wanted.test(name(contender, e)));
    }

    /** Every episode that is wanted with this contender. */
    public void run(Contender contender, Standings standings) {
        for (Episode episode : Episode.values()) {
            String name = name(contender.name(), episode);
            Optional<String> excuse = contender.excuse(episode);
            if (wanted.test(name) && excuse.isPresent()) {
                standings.skip(name, excuse.get());
                told.accept(name + " is not tried: " + excuse.get());
            } else if (wanted.test(name)) {
                standings.add(bout(contender, episode));
            }
        }
    }

    private static String name(String contender, Episode episode) {
        return contender + ": " + episode.title();
    }

    private Bout bout(Contender contender, Episode episode) {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> spoilt = new ArrayList<>();
        Trial trial = new Trial(contender, lab, WRITERS);
        for (int i = 1; i <= runs; i++) {
            String which = name(contender.name(), episode) + ", " + i + " of " + runs + ": ";
            try {
                Outcome outcome = trial.of(episode, () -> {});
                outcomes.add(outcome);
                told.accept(which + described(outcome));
            } catch (Spoilt | Command.Failed | WorkflowException e) {
                spoilt.add(String.valueOf(e.getMessage()));
                told.accept(which + "no figure: " + e.getMessage());
            }
        }
        return new Bout(contender.name(), episode.title(), outcomes, spoilt);
    }

    static String described(Outcome o) {
        StringBuilder text = new StringBuilder("no write for " + Standings.told(o.gap()));
        o.milestones()
                .forEach((m, t) ->
                        text.append(", ").append(m.title()).append(' ').append(Standings.told(t)));
        text.append(o.moved() ? "" : ", the same leader")
                .append(", whole after ")
                .append(Standings.told(o.whole()));
        text.append("; ").append(o.audit().acknowledged()).append(" acknowledged");
        if (!o.kept()) {
            text.append("; BROKEN: ").append(o.audit()).append(o.twoLeaders() ? ", two leaders at once" : "");
        }
        return text.toString();
    }
}
