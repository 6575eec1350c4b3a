package dev.steward.cluster;

import dev.steward.machines.MachineSize;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is to be.
 *
 * @param id its name
 * @param plan the plan's name, for people
 * @param engine the data service that runs on it, {@code postgresql}
 * @param version the data service's major version, {@code 17}
 * @param infrastructure where its machines come from, {@code docker}
 * @param nodes how many nodes: 1 or 3
 * @param size of each machine
 * @param diskGib size of each disk, in GiB
 * @param settings the data service's settings, by name
 * @param extras what is asked of it beside them
 * @param limits how long things may take
 * @param request what the platform asked for
 */
public record ClusterSpec(
        ClusterId id,
        String plan,
        String engine,
        String version,
        String infrastructure,
        int nodes,
        MachineSize size,
        int diskGib,
        Map<String, String> settings,
        Extras extras,
        Limits limits,
        Request request) {

    public ClusterSpec {
        if (nodes != 1 && nodes != 3) {
            throw new IllegalArgumentException(
                    "a cluster has 1 node or 3: with more, a change of who confirms would have "
                            + "to go in several steps");
        }
        if (diskGib < 1) {
            throw new IllegalArgumentException("a disk has at least 1 GiB");
        }
        settings = Map.copyOf(settings);
        extras = known(extras);
    }

    private static Extras known(@Nullable Extras extras) {
        return extras == null ? Extras.NONE : extras; // recorded before there were any
    }

    public boolean single() {
        return nodes == 1;
    }

    public List<NodeName> names() {
        return IntStream.rangeClosed(1, nodes).mapToObj(NodeName::of).toList();
    }

    /** Who is to confirm commits when this node leads and everybody is well. */
    public Redundancy redundancyUnder(NodeName leader) {
        return Redundancy.among(names().stream().filter(n -> !n.equals(leader)).toList());
    }
}
