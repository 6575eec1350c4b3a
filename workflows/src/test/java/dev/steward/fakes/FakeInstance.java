package dev.steward.fakes;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.trouble.Trouble;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a node of a {@link FakeEngine} is. */
final class FakeInstance {

    Epoch epoch = Epoch.FIRST;
    boolean prepared;
    boolean data;
    boolean running;
    boolean leads;
    boolean standby;
    boolean promoted;

    @Nullable
    NodeName follows;

    Redundancy redundancy = Redundancy.NONE;
    long flushed = 100;
    Set<NodeName> peers = Set.of();
    Map<String, String> settings = Map.of();
    Map<String, String> inForce = Map.of();
    int starts;

    void know(ClusterView cluster) {
        peers = cluster.hosts().stream().map(Host::node).collect(Collectors.toSet());
    }

    /** A leader that is run as one that is alone starts by itself, whoever else may lead. */
    void requireKnown(NodeName node) {
        if (!peers.contains(node)) {
            throw Trouble.impossible("", "the leader does not know " + node).failure();
        }
    }

    /** Whether some of the settings wait for a restart. */
    boolean adjust(ClusterView cluster) {
        know(cluster);
        settings = cluster.settings();
        if (needingRestart(settings).equals(needingRestart(inForce))) {
            inForce = settings;
        }
        return !inForce.equals(settings);
    }

    private static Map<String, String> needingRestart(Map<String, String> settings) {
        Map<String, String> some = new TreeMap<>(settings);
        some.keySet().removeIf(name -> !name.startsWith("restart"));
        return some;
    }
}
