package dev.steward.cluster;

import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.Machine;
import java.util.List;

/** Clusters that were made just now. */
final class MadeCluster {

    private MadeCluster() {}

    /** With every node that it is to have, led by the first. */
    static ClusterState of(ClusterSpec spec) {
        return of(spec, spec.names().getFirst());
    }

    /** The same, led by this one. */
    static ClusterState of(ClusterSpec spec, NodeName leader) {
        List<Node> nodes = spec.names().stream()
                .map(n -> Node.of(
                        n,
                        new Address("a", "10.0.0." + n.ordinal()),
                        new Disk(spec.label(n, 0), "d", 1),
                        new Machine(spec.label(n, 0), "m"),
                        "key"))
                .toList();
        Identity identity = new Identity(new Credential("c", "k"), new Credential("c", "k"));
        return ClusterState.absent().made(leader, nodes, spec.redundancyUnder(leader), identity);
    }
}
