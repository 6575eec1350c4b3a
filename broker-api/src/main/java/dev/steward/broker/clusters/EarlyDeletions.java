package dev.steward.broker.clusters;

import dev.steward.cluster.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Deletions of what had never been ordered. A platform deletes so when it has given up an order, which may still be on its
 * way and would leave machines that nobody knows of. It has waited for its answer no longer than platforms wait: what comes
 * after that was ordered anew.
 */
final class EarlyDeletions {

    /** For so long platforms wait (OSB 2.17, Timeouts); so long after a deletion its order may come. */
    static final Duration LATEST = Duration.ofSeconds(60);

    private static final int MOST = 10_000;

    private final InstantSource clock;

    private final Map<ClusterId, Instant> deletions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClusterId, Instant> eldest) {
            return size() > MOST;
        }
    };

    EarlyDeletions(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void note(ClusterId id) {
        deletions.remove(id); // so that it is the youngest
        deletions.put(id, clock.instant());
    }

    /** Whether an order of it that comes now may be one that was given up. */
    synchronized boolean has(ClusterId id) {
        Instant at = deletions.get(id);
        return at != null && !clock.instant().isAfter(at.plus(LATEST));
    }
}
