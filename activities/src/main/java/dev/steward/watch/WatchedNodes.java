package dev.steward.watch;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.node.ClusterTls;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes this worker watches. Watches that overlap share them; a node that nobody watches is closed. */
final class WatchedNodes {

    private final WatchMeans means;
    private final Map<Key, WatchedNode> nodes = new HashMap<>();

    /** A node of a cluster, as the same superuser's certificate opens it. */
    private record Key(ClusterId cluster, String ip, String certificate) {
        static Key of(ClusterView cluster, Host host) {
            return new Key(cluster.id(), host.ip(), cluster.control().certificate());
        }
    }

    WatchedNodes(WatchMeans means) {
        this.means = means;
    }

    /**
     * To be given back with {@link #release}.
     *
     * @param tls by which it is reached, if nobody watches it yet
     */
    synchronized WatchedNode acquire(ClusterView cluster, Host host, ClusterTls tls) {
        WatchedNode node = nodes.computeIfAbsent(
                Key.of(cluster, host), k -> new WatchedNode(means.sessions().to(cluster, host, tls), means));
        node.watchedBy(node.watches() + 1);
        return node;
    }

    void release(ClusterView cluster, Host host) {
        WatchedNode unwatched = released(Key.of(cluster, host));
        if (unwatched != null) {
            unwatched.close();
        }
    }

    private synchronized @Nullable WatchedNode released(Key key) {
        WatchedNode node = nodes.get(key);
        if (node == null) {
            return null;
        }
        node.watchedBy(node.watches() - 1);
        return node.watches() > 0 ? null : nodes.remove(key);
    }
}
