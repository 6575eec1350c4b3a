package dev.steward.protocol;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits that stand for a state. Two states of a million have the same with a probability of 3 in 10^8; the second
 * would then not be looked at.
 */
final class Fingerprint {

    private long hash = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    static long of(State state) {
        Fingerprint print = new Fingerprint();
        for (Server server : state.servers()) {
            print.add(server);
        }
        print.add(state.recorded());
        print.add(state.work());
        print.add(state.stray());
        Bounds left = state.left();
        print.add(state.written()
                | state.acknowledged() << 4
                | left.takeOvers() << 12
                | left.changes() << 16
                | left.crashes() << 20
                | left.strays() << 24
                | state.change() << 28
                | (long) left.switchOvers() << 40
                | (long) left.forced() << 44
                | (long) state.forgiven() << 48);
        return print.hash;
    }

    private void add(long word) {
        long z = hash ^ word * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        hash = (z ^ z >>> 31) + 0x9E3779B97F4A7C15L;
    }

    private void add(Server server) {
        add(server.log().records() << 4 | server.log().length());
        add(server.role().ordinal()
                | code(server.epoch()) << 2
                | code(server.letsThrough()) << 6
                | code(server.promoted()) << 8
                | code(server.names()) << 12
                | (server.waits() ? 1L : 0) << 20
                | (long) server.change() << 21);
        if (server.leads()) {
            for (Walsender sender : server.walsenders()) {
                add(sender.heard() + 1L | code(sender.names()) << 5);
            }
        }
    }

    private void add(Leadership recorded) {
        add(code(recorded.epoch()) | code(recorded.leader()) << 4);
        recorded.anyOf().forEach(r -> add(code(r)));
        add(recorded.possible().size());
    }

    private void add(Work work) {
        switch (work) {
            case Work.Idle idle -> add(1);
            case Work.Sealing sealing -> {
                add(2);
                sealing.sealed().forEach(this::add);
            }
            case Work.Retiring retiring -> add(5 | code(retiring.to()) << 3);
            case Work.HandingOver handing -> {
                add(6 | code(handing.to()) << 3 | (long) handing.end() << 6);
                add(handing.sealing());
            }
            case Work.Forcing forcing -> {
                add(7 | (forcing.isOff() ? 8 : 0));
                add(forcing.sealing());
            }
            case Work.Installing installing -> {
                add(3
                        | installing.stage().ordinal() << 3
                        | code(installing.winner()) << 6
                        | code(installing.names()) << 8);
                installing.others().forEach(n -> add(code(n)));
            }
            case Work.Changing changing ->
                add(4 | (changing.isSet() ? 8 : 0) | changing.barrier() + 1 << 4 | code(changing.to()) << 12);
        }
    }

    private void add(Standing standing) {
        add(code(standing.node())
                | standing.timeline() << 2
                | standing.flushed().bytes() << 10
                | (standing.promoted() ? 1L : 0) << 20);
    }

    private void add(@Nullable Act act) {
        if (act == null) {
            add(0);
            return;
        }
        add(code(act.node()) | code(act.epoch()) << 2);
        switch (act) {
            case Act.Seal seal -> add(1);
            case Act.ForgetConninfo forget -> add(2);
            case Act.Names names -> add(3 | code(names.to()) << 3 | (long) names.change() << 9);
            case Act.Resume resume -> add(7 | code(resume.names()) << 3 | (long) resume.change() << 9);
            case Act.Promote promote -> add(4);
            case Act.Retire retire -> add(8);
            case Act.Follow follow -> add(5 | code(follow.leader()) << 3);
            case Act.Rejoin rejoin -> add(6 | code(rejoin.leader()) << 3);
        }
    }

    private static long code(@Nullable NodeName name) {
        return name == null ? 0 : Server.index(name) + 1L;
    }

    private static long code(@Nullable Epoch epoch) {
        return epoch == null ? 0 : epoch.value();
    }

    private static long code(Redundancy redundancy) {
        long code = redundancy.confirmations();
        for (NodeName name : redundancy.standbys()) {
            code |= 4L << Server.index(name);
        }
        return code;
    }
}
