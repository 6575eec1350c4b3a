package dev.steward.protocol;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything at one moment.
 *
 * @param servers n1, n2, n3
 * @param recorded what the cluster's workflow has recorded, for good
 * @param change counts what was begun about who confirms, over all epochs: by it nodes tell late orders from new ones
 * @param written how many writes have been begun; each has a number of its own
 * @param acknowledged one bit for each write that was acknowledged
 * @param forgiven one bit for each write whose loss a person has accepted
 * @param stray an act of which nothing was heard, and that may still come; null: none
 * @param left how much may still happen
 */
record State(
        List<Server> servers,
        Leadership recorded,
        int change,
        Work work,
        int written,
        int acknowledged,
        int forgiven,
        @Nullable Act stray,
        Bounds left) {

    /** The model numbers changes by itself; as numbers only ever grow, with the product's no state would come twice. */
    State {
        if (recorded.changes() != 0) {
            recorded =
                    new Leadership(recorded.epoch(), recorded.leader(), recorded.redundancy(), recorded.possible(), 0);
        }
    }

    static final List<NodeName> NODES = Stream.of(1, 2, 3).map(NodeName::of).toList();

    /** Under n1: any of the two others. */
    static final Redundancy ANY_CONFIRMS = Redundancy.among(NODES.subList(1, 3));

    /** Under n1: n2, and n3 is not counted; as after a take-over. */
    static final Redundancy ONE_CONFIRMS = Redundancy.among(NODES.subList(1, 2));

    /** Under n1: both others. */
    static final Redundancy ALL_CONFIRM = new Redundancy(NODES.subList(1, 3), 2);

    /** A healthy cluster, led by n1. The others carry the names they were born with. */
    static State healthy(Redundancy redundancy, Bounds bounds) {
        NodeName first = NODES.getFirst();
        Walsender sender = new Walsender(0, redundancy);
        Server leader = new Server(
                first,
                Role.LEADER,
                Epoch.FIRST,
                null,
                Epoch.FIRST,
                Log.EMPTY,
                redundancy,
                0,
                true,
                List.of(Walsender.NONE, sender, sender));
        List<Server> servers = NODES.stream()
                .map(n -> n.equals(first) ? leader : born(n, Redundancy.among(others(n))))
                .toList();
        return new State(
                servers,
                new Leadership(Epoch.FIRST, first, redundancy, List.of(), 0),
                0,
                new Work.Idle(),
                0,
                0,
                0,
                null,
                bounds);
    }

    private static Server born(NodeName name, Redundancy names) {
        return new Server(
                name,
                Role.STANDBY,
                Epoch.FIRST,
                NODES.getFirst(),
                null,
                Log.EMPTY,
                names,
                0,
                true,
                Server.NO_WALSENDERS);
    }

    /** The same, with standbys that were born without names. */
    State bornWithoutNames() {
        State now = this;
        for (Server server : servers) {
            if (!server.leads()) {
                now = now.with(server.shows(Redundancy.NONE, 0).checkpointerReads());
            }
        }
        return now;
    }

    /** The same, where a change to nobody was settled otherwise, and is still under way somewhere. */
    State withALateChange() {
        Server leader = leader();
        Act late = new Act.Names(leader.name(), Epoch.FIRST, Redundancy.NONE, 1);
        return new State(servers, recorded, 2, work, written, acknowledged, forgiven, late, left)
                .with(leader.shows(leader.names(), 2));
    }

    static List<NodeName> others(NodeName than) {
        return NODES.stream().filter(n -> !n.equals(than)).toList();
    }

    Server server(NodeName name) {
        return servers.get(Server.index(name));
    }

    Server leader() {
        return server(Objects.requireNonNull(recorded.leader()));
    }

    boolean isAcknowledged(int write) {
        return (acknowledged >> write & 1) == 1;
    }

    State with(Server now) {
        Server[] all = servers.toArray(Server[]::new);
        all[Server.index(now.name())] = now;
        return new State(List.of(all), recorded, change, work, written, acknowledged, forgiven, stray, left);
    }

    State with(Work now) {
        return new State(servers, recorded, change, now, written, acknowledged, forgiven, stray, left);
    }

    State with(Leadership now) {
        return new State(servers, now, change, work, written, acknowledged, forgiven, stray, left);
    }

    /** Something was begun about who confirms. */
    State begun(Leadership now) {
        return new State(servers, now, change + 1, work, written, acknowledged, forgiven, stray, left);
    }

    /** Whom a take-over has to seal: enough of these. */
    List<NodeName> confirming() {
        return recorded.anyOf().stream()
                .flatMap(r -> r.standbys().stream())
                .distinct()
                .toList();
    }

    State wrote() {
        return new State(servers, recorded, change, work, written + 1, acknowledged, forgiven, stray, left);
    }

    /** Somebody has accepted that only what is in this log goes on. */
    State forgiving(Log log) {
        int lost = forgiven;
        for (int write = 1; write <= written; write++) {
            if (log.endOf(write) == 0) {
                lost |= 1 << write;
            }
        }
        return new State(servers, recorded, change, work, written, acknowledged, lost, stray, left);
    }

    /** Whether it was acknowledged, and nobody has accepted its loss. */
    boolean isOwed(int write) {
        return ((acknowledged & ~forgiven) >> write & 1) == 1;
    }

    State strays(@Nullable Act act) {
        return new State(servers, recorded, change, work, written, acknowledged, forgiven, act, left);
    }

    State left(Bounds now) {
        return new State(servers, recorded, change, work, written, acknowledged, forgiven, stray, now);
    }

    /**
     * With everything acknowledged that can be. Nothing that can happen depends on when it was; the sooner it was, the
     * more is promised: so this one order stands for all.
     */
    State settled() {
        int all = acknowledged;
        for (Server server : servers) {
            for (int write = 1; server.leads() && write <= written; write++) {
                int end = server.log().endOf(write);
                if (end > 0 && (all >> write & 1) == 0 && Release.of(server, end)) {
                    all |= 1 << write;
                }
            }
        }
        State settled = all == acknowledged
                ? this
                : new State(servers, recorded, change, work, written, all, forgiven, stray, left);
        return settled.isNumbered() ? settled : settled.numbered();
    }

    private boolean isNumbered() {
        return stray == null && change == 0 && servers.stream().allMatch(s -> s.change() == 0);
    }

    /** Of the numbers of changes only their order matters, and that only to a change that is still under way somewhere. */
    private State numbered() {
        int late = stray instanceof Act.Names names ? names.change() : Integer.MAX_VALUE;
        Act same = stray instanceof Act.Names n ? new Act.Names(n.node(), n.epoch(), n.to(), order(late, late)) : stray;
        List<Server> all =
                servers.stream().map(s -> s.numbered(order(s.change(), late))).toList();
        return new State(all, recorded, order(change, late), work, written, acknowledged, forgiven, same, left);
    }

    /** 0 for what was before the late one, 1 for the same, 2 for what came after. */
    private static int order(int change, int late) {
        return Integer.signum(Integer.compare(change, late)) + 1;
    }
}
