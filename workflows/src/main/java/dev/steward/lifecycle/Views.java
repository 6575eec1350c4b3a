package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.util.List;
import java.util.Objects;

/** What engines are shown of a cluster. */
final class Views {

    private Views() {}

    static ClusterView of(ClusterSpec spec, Epoch epoch, List<Node> nodes, NodeName leader, Identity identity) {
        return new ClusterView(
                spec.id(),
                epoch,
                spec.version(),
                spec.settings(),
                spec.extras(),
                nodes.stream()
                        .map(n -> new Host(n.name(), n.address().ip(), n.hostKey()))
                        .toList(),
                leader,
                identity.authority().certificate(),
                identity.control());
    }

    /** A cluster that was made, as it is now. */
    static ClusterView of(ClusterSpec spec, ClusterState state) {
        return of(
                spec,
                state.epoch(),
                state.nodes(),
                Objects.requireNonNull(state.leader(), "a cluster that was made has a leader"),
                Objects.requireNonNull(state.identity(), "a cluster that was made has an identity"));
    }

    /** The same without those that have an address only: there is nobody who could answer. */
    static ClusterView ofThoseMade(ClusterView view) {
        return with(view, view.hosts().stream().filter(Host::exists).toList());
    }

    /** After a machine was replaced. */
    static ClusterView withHostKey(ClusterView view, NodeName node, String hostKey) {
        return with(
                view,
                view.hosts().stream()
                        .map(h -> h.node().equals(node) ? new Host(node, h.ip(), hostKey) : h)
                        .toList());
    }

    private static ClusterView with(ClusterView view, List<Host> hosts) {
        return new ClusterView(
                view.id(),
                view.epoch(),
                view.version(),
                view.settings(),
                view.extras(),
                hosts,
                view.leader(),
                view.caCertificate(),
                view.control());
    }
}
