package dev.steward.load;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What writers were told, in the order of time.
 *
 * @param all each of them
 */
public record Acknowledgements(List<Acknowledgement> all) {

    public static Acknowledgements of(Collection<Acknowledgement> all) {
        return new Acknowledgements(
                all.stream().sorted(Comparator.comparing(Acknowledgement::at)).toList());
    }

    public int count() {
        return all.size();
    }

    public Optional<Acknowledgement> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public Acknowledgements of(String writer) {
        return new Acknowledgements(
                all.stream().filter(a -> a.writer().equals(writer)).toList());
    }

    /** Those told after this moment. */
    public Acknowledgements after(Duration moment) {
        return new Acknowledgements(
                all.stream().filter(a -> a.at().compareTo(moment) > 0).toList());
    }

    /**
     * The longest time in which nobody was told anything, of those that ended after this moment.
     *
     * @return zero when nothing was told after it
     */
    public Duration longestGap(Duration after) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < all.size(); i++) {
            Duration gap = all.get(i).at().minus(all.get(i - 1).at());
            boolean ended = all.get(i).at().compareTo(after) > 0;
            if (ended && gap.compareTo(longest) > 0) {
                longest = gap;
            }
        }
        return longest;
    }

    /**
     * Who acknowledged, in the order in which they began.
     *
     * <p>Two that overlap are two leaders at once.
     */
    public List<Reign> reigns() {
        Map<String, Reign> reigns = new LinkedHashMap<>();
        for (Acknowledgement a : all) {
            reigns.merge(
                    a.server() + "/" + a.timeline(),
                    new Reign(a.server(), a.timeline(), a.at(), a.at(), 1),
                    (old, now) -> new Reign(old.server(), old.timeline(), old.from(), now.to(), old.writes() + 1));
        }
        return List.copyOf(reigns.values());
    }

    /** Whether two nodes, or two timelines, acknowledged in overlapping time. */
    public boolean hadTwoLeadersAtOnce() {
        List<Reign> reigns = reigns();
        for (int i = 1; i < reigns.size(); i++) {
            if (reigns.get(i).from().compareTo(reigns.get(i - 1).to()) < 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The time in which one node acknowledged on one timeline.
     *
     * @param server the node's address
     * @param timeline the timeline
     * @param from its first acknowledgement
     * @param to its last
     * @param writes how many
     */
    public record Reign(String server, int timeline, Duration from, Duration to, int writes) {}
}
