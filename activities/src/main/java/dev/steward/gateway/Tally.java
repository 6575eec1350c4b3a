package dev.steward.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each has done something lately: from the first time on, until so much time has passed. Not safe for use by many
 * threads at once.
 *
 * @param <K> who
 */
final class Tally<K> {

    private record Count(int times, Instant since) {}

    private final Duration memory;
    private final Map<K, Count> counts = new HashMap<>();

    Tally(Duration memory) {
        this.memory = memory;
    }

    int of(K who, Instant now) {
        Count known = counts.get(who);
        return known == null || isOver(known, now) ? 0 : known.times();
    }

    void add(K who, Instant now) {
        counts.merge(
                who, new Count(1, now), (old, one) -> isOver(old, now) ? one : new Count(old.times() + 1, old.since()));
    }

    /** Whoever did nothing lately is forgotten. */
    void tidy(Instant now) {
        counts.values().removeIf(c -> isOver(c, now));
    }

    private boolean isOver(Count count, Instant now) {
        return count.since().plus(memory).isBefore(now);
    }
}
