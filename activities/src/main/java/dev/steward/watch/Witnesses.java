package dev.steward.watch;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The standbys, asked whether they reach a leader that does not answer us. That starts processes on their machines: once
 * the answer is known it is asked for more seldom, so that a fault of the way between us and many clusters burdens none
 * of them.
 */
final class Witnesses {

    /** No longer than a round waits for a node in doubt. */
    private static final Duration LIMIT = Duration.ofMillis(750);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ClusterView cluster;
    private final WatchMeans means;
    private Map<NodeName, CompletableFuture<Boolean>> asked = Map.of();
    private long askedAt;

    Witnesses(ClusterView cluster, WatchMeans means) {
        this.cluster = cluster;
        this.means = means;
    }

    /**
     * Asks them, or leaves it at what they said a moment ago.
     *
     * @param known whether it is concluded already that the leader is silent
     */
    void ask(boolean known) {
        long now = System.nanoTime();
        if (known && !asked.isEmpty() && now - askedAt < PAUSE.toNanos()) {
            return;
        }
        askedAt = now;
        Host leader = cluster.host(cluster.leader());
        Map<NodeName, CompletableFuture<Boolean>> asking = new HashMap<>();
        cluster.hosts().stream().filter(h -> !h.equals(leader)).forEach(h -> asking.put(h.node(), reaches(h, leader)));
        asked = asking;
    }

    private CompletableFuture<Boolean> reaches(Host from, Host leader) {
        return CompletableFuture.supplyAsync(() -> means.nodes().reaches(from, leader, LIMIT), means.threads());
    }

    /** The leader is not in doubt: what was said of it is of no use any more. */
    void dismiss() {
        asked = Map.of();
    }

    /** What they have said in {@link #LIMIT} since they were asked; nothing when they were not. */
    Map<NodeName, Boolean> answers() throws InterruptedException {
        Map<NodeName, Boolean> reached = new HashMap<>();
        for (var e : asked.entrySet()) {
            Duration left = LIMIT.minusNanos(System.nanoTime() - askedAt);
            Duration patience = left.isNegative() ? Duration.ZERO : left;
            reached.put(e.getKey(), ClusterWatch.await(e.getValue(), patience, () -> false));
        }
        return reached;
    }
}
