package dev.steward.engine;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.NodeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has to know of a cluster to act on it: a picture taken at one moment, in one epoch. A node that has
 * seen a later epoch refuses what is asked of it in this one.
 *
 * @param id which cluster
 * @param epoch the epoch in which this is asked
 * @param version the data service's major version
 * @param settings the data service's settings
 * @param extras what is asked of it beside them
 * @param hosts its nodes
 * @param leader who leads in this epoch; in a take-over, who led before it
 * @param caCertificate by which its nodes are recognised, PEM
 * @param control by which we are its superuser
 */
public record ClusterView(
        ClusterId id,
        Epoch epoch,
        String version,
        Map<String, String> settings,
        Extras extras,
        List<Host> hosts,
        NodeName leader,
        String caCertificate,
        Credential control) {

    public ClusterView {
        extras = known(extras);
    }

    private static Extras known(@Nullable Extras extras) {
        return extras == null ? Extras.NONE : extras; // recorded before there were any
    }

    public Host host(NodeName node) {
        return hosts.stream().filter(h -> h.node().equals(node)).findFirst().orElseThrow();
    }

    /** The same cluster in an epoch in which this node leads, or, in a take-over, led before it. */
    public ClusterView in(Epoch asked, NodeName led) {
        return new ClusterView(id, asked, version, settings, extras, hosts, led, caCertificate, control);
    }

    public boolean single() {
        return hosts.size() == 1;
    }
}
