package dev.steward.protocol;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node: its PostgreSQL, its packet filter, and what is in its files.
 *
 * @param role what PostgreSQL is here
 * @param epoch the highest it has seen
 * @param letsThrough from whom its packet filter lets replication in; null: from nobody
 * @param promoted the epoch it was last promoted in; null: it is a standby, or one when it is started
 * @param log what it has flushed
 * @param names who has to confirm, as a fresh session shows it
 * @param change the number of the change that made them so
 * @param waits whether commits wait for confirmation at all, by the flag that the checkpointer keeps
 * @param walsenders one for each node of the cluster, itself included
 */
record Server(
        NodeName name,
        Role role,
        Epoch epoch,
        @Nullable NodeName letsThrough,
        @Nullable Epoch promoted,
        Log log,
        Redundancy names,
        int change,
        boolean waits,
        List<Walsender> walsenders) {

    static final List<Walsender> NO_WALSENDERS = List.of(Walsender.NONE, Walsender.NONE, Walsender.NONE);

    static int index(NodeName name) {
        return name.value().charAt(1) - '1';
    }

    /** Every act begins so: a newer epoch than any seen before closes the filter. */
    Server enter(Epoch now) {
        return now.equals(epoch) ? this : lets(null, now);
    }

    boolean hasSeenLaterThan(Epoch other) {
        return epoch.compareTo(other) > 0;
    }

    Server lets(@Nullable NodeName leader, Epoch now) {
        return new Server(name, role, now, leader, promoted, log, names, change, waits, walsenders);
    }

    Server flushed(Log now) {
        return new Server(name, role, epoch, letsThrough, promoted, now, names, change, waits, walsenders);
    }

    Server shows(Redundancy now, int number) {
        return new Server(name, role, epoch, letsThrough, promoted, log, now, number, waits, walsenders);
    }

    Server numbered(int number) {
        return number == change
                ? this
                : new Server(name, role, epoch, letsThrough, promoted, log, names, number, waits, walsenders);
    }

    Server checkpointerReads() {
        return new Server(name, role, epoch, letsThrough, promoted, log, names, change, isNamed(), walsenders);
    }

    /** One that leads already goes on in its timeline, with walsenders that read the names anew. */
    Server promotedIn(Epoch now) {
        Log begun = leads() ? log : log.begin(now);
        return new Server(name, Role.LEADER, epoch, letsThrough, now, begun, names, change, waits, NO_WALSENDERS);
    }

    Server down() {
        return new Server(name, Role.DOWN, epoch, letsThrough, promoted, log, names, change, waits, NO_WALSENDERS);
    }

    /** Started anew: every process of it reads what the files say now. */
    Server standby() {
        return new Server(name, Role.STANDBY, epoch, letsThrough, null, log, names, change, isNamed(), NO_WALSENDERS);
    }

    /** Started again as the leader it was. */
    Server resumed() {
        return new Server(
                name, Role.LEADER, epoch, letsThrough, promoted, log, names, change, isNamed(), NO_WALSENDERS);
    }

    Server withWalsenders(List<Walsender> now) {
        return new Server(name, role, epoch, letsThrough, promoted, log, names, change, waits, now);
    }

    Server changed(NodeName standby, UnaryOperator<Walsender> change) {
        List<Walsender> now = new ArrayList<>(walsenders);
        now.set(index(standby), change.apply(walsender(standby)));
        return withWalsenders(List.copyOf(now));
    }

    Walsender walsender(NodeName standby) {
        return walsenders.get(index(standby));
    }

    boolean isNamed() {
        return !names.standbys().isEmpty();
    }

    boolean leads() {
        return role == Role.LEADER;
    }

    /** Whether log of this leader can come to that server now. */
    boolean feeds(Server standby) {
        return leads()
                && standby.role == Role.STANDBY
                && name.equals(standby.letsThrough)
                && log.startsWith(standby.log);
    }

    /** Its claim to lead, once it is sealed in this epoch. */
    Standing standing() {
        return new Standing(name, log.timeline(), log.end(), log.end(), leads() && epoch.equals(promoted));
    }
}
