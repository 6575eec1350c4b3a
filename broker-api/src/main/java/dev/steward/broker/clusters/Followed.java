package dev.steward.broker.clusters;

import dev.steward.cluster.ClusterId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which child workflow does what a platform polls for, as the last poll found it: the next one asks the cluster and the
 * child at the same time. A hint only: whoever knows nothing, or something stale, asks one after the other. Keeps the
 * {@value #MOST} that were polled last.
 */
final class Followed {

    static final int MOST = 10_000;

    private final Map<ClusterId, String> children = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClusterId, String> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<String> child(ClusterId cluster) {
        return Optional.ofNullable(children.get(cluster));
    }

    synchronized void found(ClusterId cluster, Optional<String> child) {
        child.ifPresentOrElse(c -> children.put(cluster, c), () -> children.remove(cluster));
    }
}
