package dev.steward.broker.clusters;

import dev.steward.cluster.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom this broker has taken on lately: Temporal's index shows instances a moment late, and a quota has to hold also when
 * many come at once. What other brokers take on in the same moment is not known here.
 */
final class Newcomers {

    /** By then the index shows them. */
    static final Duration LATELY = Duration.ofSeconds(30);

    private final Map<Newcomer, Instant> lately = new HashMap<>();

    private record Newcomer(ClusterId id, Set<Quota> quotas) {}

    /**
     * What the index shows of a kind.
     *
     * @param all how many there are
     * @param settled how many of them were there before {@link #LATELY}
     */
    record Count(long all, long settled) {}

    /**
     * Takes an instance on, if every quota that it is subject to leaves room for it, or it has been taken on already.
     *
     * @param counts what the index shows, by quota
     * @return the quota that is used up
     */
    synchronized Optional<Quota> admit(ClusterId id, Map<Quota, Count> counts, Instant now) {
        lately.values().removeIf(since -> since.plus(LATELY).isBefore(now));
        Newcomer newcomer = new Newcomer(id, Set.copyOf(counts.keySet()));
        if (lately.containsKey(newcomer)) {
            return Optional.empty();
        }
        Optional<Quota> full = counts.entrySet().stream()
                .filter(c -> there(c.getKey(), c.getValue()) >= c.getKey().most())
                .map(Map.Entry::getKey)
                .findFirst();
        if (full.isEmpty()) {
            lately.put(newcomer, now);
        }
        return full;
    }

    private long there(Quota quota, Count count) {
        long ours =
                lately.keySet().stream().filter(n -> n.quotas().contains(quota)).count();
        return Math.max(count.all(), count.settled() + ours);
    }

    /** It was not taken on after all, or is being deleted: from now on it is there as long as the index says so. */
    synchronized void forget(ClusterId id) {
        lately.keySet().removeIf(n -> n.id().equals(id));
    }
}
