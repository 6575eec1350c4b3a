package dev.steward.cluster;

import dev.steward.machines.Holding;
import dev.steward.machines.Label;
import dev.steward.machines.MachineSize;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
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
 * @param otherwise where else they may come from, by preference, if there is no room
 * @param nodes how many nodes: 1 or 3
 * @param size of each machine
 * @param diskGib size of each disk, in GiB
 * @param settings the data service's settings, by name
 * @param extras what is asked of it beside them
 * @param limits how long things may take
 * @param request what the platform asked for
 * @param edition of the software on its machines; empty when none is named
 * @param pooled whether its machines may come from a pool
 * @param owner in whose name they are rented: its own, or that of the pool's member they were
 */
public record ClusterSpec(
        ClusterId id,
        String plan,
        String engine,
        String version,
        String infrastructure,
        List<String> otherwise,
        int nodes,
        MachineSize size,
        int diskGib,
        Map<String, String> settings,
        Extras extras,
        Limits limits,
        Request request,
        String edition,
        boolean pooled,
        Owner owner) {

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
        edition = edition == null ? "" : edition; // recorded before there were any
        owner = owner == null ? id.owner() : owner; // recorded before there were pools
        otherwise = otherwise == null ? List.of() : List.copyOf(otherwise); // written before there was a choice
    }

    /** One of no edition in particular, made on demand. */
    public ClusterSpec(
            ClusterId id,
            String plan,
            String engine,
            String version,
            String infrastructure,
            List<String> otherwise,
            int nodes,
            MachineSize size,
            int diskGib,
            Map<String, String> settings,
            Extras extras,
            Limits limits,
            Request request) {
        this(
                id,
                plan,
                engine,
                version,
                infrastructure,
                otherwise,
                nodes,
                size,
                diskGib,
                settings,
                extras,
                limits,
                request,
                "",
                false,
                id.owner());
    }

    private static Extras known(@Nullable Extras extras) {
        return extras == null ? Extras.NONE : extras; // recorded before there were any
    }

    /** Whether there is another infrastructure to try. */
    public boolean mayGoElsewhere() {
        return !otherwise.isEmpty();
    }

    /** The same on the next infrastructure of its choice. */
    public ClusterSpec elsewhere() {
        return with(otherwise.getFirst(), otherwise.subList(1, otherwise.size()), request, edition, owner);
    }

    /** The same on disks of this size, in GiB. */
    public ClusterSpec onDisksOf(int gib) {
        return with(infrastructure, otherwise, request, edition, owner, pooled, gib);
    }

    /** The same where its machines are already. */
    public ClusterSpec on(String where) {
        return with(where, List.of(), request, edition, owner);
    }

    /** The same, made of this edition. */
    public ClusterSpec ofEdition(String wanted) {
        return with(infrastructure, otherwise, request, wanted, owner);
    }

    /** The same, asked for by this. */
    public ClusterSpec asked(Request by) {
        return with(infrastructure, otherwise, by, edition, owner);
    }

    /** The same on machines that were rented in this name. */
    public ClusterSpec ownedBy(Owner tenant) {
        return with(infrastructure, otherwise, request, edition, tenant);
    }

    /** The same, whose machines may come from a pool. */
    public ClusterSpec fromPool() {
        return with(infrastructure, otherwise, request, edition, owner, true, diskGib);
    }

    private ClusterSpec with(String where, List<String> elsewhere, Request by, String made, Owner whose) {
        return with(where, elsewhere, by, made, whose, pooled, diskGib);
    }

    private ClusterSpec with(
            String where, List<String> elsewhere, Request by, String made, Owner whose, boolean fromPool, int gib) {
        return new ClusterSpec(
                id, plan, engine, version, where, elsewhere, nodes, size, gib, settings, extras, limits, by, made,
                fromPool, whose);
    }

    public boolean single() {
        return nodes == 1;
    }

    public List<NodeName> names() {
        return IntStream.rangeClosed(1, nodes).mapToObj(NodeName::of).toList();
    }

    /** What each of its nodes is to be fitted out with. */
    public Outfit outfit() {
        return new Outfit(size, edition, new Outfit.Terms(settings, extras.allowedCidrs()), false, names());
    }

    /** The network its machines are to be in. */
    public NetworkOrder network() {
        return new NetworkOrder(owner, nodes, extras.allowedCidrs());
    }

    /** The name by which something of a node's is rented. */
    public Label label(NodeName node, int incarnation) {
        return new Label(owner, node.value(), incarnation);
    }

    /** What is rented for it. */
    public Holding holding() {
        return new Holding(nodes, size, diskGib, edition);
    }

    /** Whether this asks for the same, of the same edition. */
    public boolean isTheSameAs(ClusterSpec other) {
        return request.asksTheSameAs(other.request) && edition.equals(other.edition);
    }

    /** Who is to confirm commits when this node leads and everybody is well. */
    public Redundancy redundancyUnder(NodeName leader) {
        return Redundancy.under(leader, names());
    }
}
