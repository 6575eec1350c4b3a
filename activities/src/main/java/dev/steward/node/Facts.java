package dev.steward.node;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.util.List;
import java.util.stream.Collectors;

/** What a node's scripts know of their cluster, as variables of a shell. */
public final class Facts {

    private Facts() {}

    /**
     * Read by a shell: only words that are checked here.
     *
     * @throws IllegalArgumentException when a version or an address could be more than that
     */
    public static String of(ClusterView cluster, Host self) {
        if (!cluster.version().matches("[0-9]{1,2}(\\.[0-9]{1,2})?")
                || !cluster.hosts().stream().allMatch(h -> h.ip().matches("[0-9A-Fa-f:.]+"))) {
            throw new IllegalArgumentException("a version is one number or two, and an address is numeric");
        }
        return "VERSION=%s\nNODE=%s\nPEERS='%s'\nSINGLE=%s\n"
                .formatted(
                        cluster.version(),
                        self.node(),
                        others(cluster, self).stream()
                                .map(h -> h.node() + "=" + h.ip())
                                .collect(Collectors.joining(" ")),
                        cluster.single() ? "yes" : "");
    }

    /** The cluster's other nodes. */
    public static List<NodeName> peers(ClusterView cluster, Host self) {
        return others(cluster, self).stream().map(Host::node).toList();
    }

    private static List<Host> others(ClusterView cluster, Host self) {
        return cluster.hosts().stream().filter(h -> !h.equals(self)).toList();
    }
}
