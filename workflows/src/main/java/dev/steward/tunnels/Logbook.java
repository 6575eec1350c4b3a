package dev.steward.tunnels;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last uses of a cluster's tunnels, the newest at the end.
 *
 * @param passages so many that what a workflow hands to its next run stays small
 */
public record Logbook(List<Passage> passages) {

    /** None so far. */
    public static final Logbook EMPTY = new Logbook(List.of());

    private static final int MOST = 50;

    public Logbook {
        passages = List.copyOf(passages);
    }

    /** A passage has begun or ended. Those that ended first are forgotten first. */
    public Logbook noting(Passage told, Instant now) {
        List<Passage> all = Stream.concat(passages.stream().filter(p -> !p.id().equals(told.id())), Stream.of(told))
                .toList();
        if (all.size() <= MOST) {
            return new Logbook(all);
        }
        Passage least = all.stream().filter(p -> !p.isOpen(now)).findFirst().orElse(all.getFirst());
        return new Logbook(all.stream().filter(p -> !p.equals(least)).toList());
    }
}
