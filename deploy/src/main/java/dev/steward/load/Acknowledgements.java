package dev.steward.load;

import java.time.Duration;
import java.util.ArrayList;
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

    /**
     * The leaderships that can't be put one after the other. Of two, the one with the lower timeline has to be the
     * earlier: whatever it acknowledged was asked of it before the later one had acknowledged anything, as far as the
     * writers' clock can tell. Two nodes on one timeline can't follow each other at all.
     */
    public List<Overlap> overlaps() {
        List<Reign> reigns =
                reigns().stream().sorted(Comparator.comparing(Reign::timeline)).toList();
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < reigns.size(); i++) {
            for (int j = i + 1; j < reigns.size(); j++) {
                overlap(reigns.get(i), reigns.get(j)).ifPresent(overlaps::add);
            }
        }
        return overlaps;
    }

    private Optional<Overlap> overlap(Reign earlier, Reign later) {
        boolean oneTimeline = earlier.timeline() == later.timeline();
        long tooLate = all.stream()
                .filter(a -> a.server().equals(earlier.server()) && a.timeline() == earlier.timeline())
                .filter(a -> oneTimeline || a.sent().compareTo(later.from()) > 0)
                .count();
        return tooLate == 0 ? Optional.empty() : Optional.of(new Overlap(earlier, later, tooLate));
    }

    /** Whether two nodes, or two timelines, acknowledged in overlapping time. */
    public boolean hadTwoLeadersAtOnce() {
        return !overlaps().isEmpty();
    }

    /**
     * Two leaders at once.
     *
     * @param earlier the one that should have ended
     * @param later the one that had begun
     * @param writes how many writes the earlier one acknowledged that were asked of it after the later had begun
     */
    public record Overlap(Reign earlier, Reign later, long writes) {}

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
