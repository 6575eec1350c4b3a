package dev.steward.protocol;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster's workflow has recorded, for good: the part of {@link dev.steward.cluster.ClusterState} that take-overs
 * and changes rest on.
 *
 * @param redundancy who confirms
 * @param changingTo who may confirm as well, while it is not settled; else null
 * @param change counts what was begun about who confirms, over all epochs: by it nodes tell late orders from new ones
 */
record Recorded(
        Epoch epoch,
        NodeName leader,
        Redundancy redundancy,
        @Nullable Redundancy changingTo,
        int change) {

    Recorded raised() {
        return new Recorded(epoch.next(), leader, redundancy, changingTo, change);
    }

    /**
     * The winner may lead from now on, whatever becomes of the attempt to promote it. Who takes over next needs the
     * winner itself, which has everything, and so many of those who confirm under it that it can acknowledge nothing.
     */
    Recorded mayBeLedBy(NodeName winner, Redundancy confirming) {
        return new Recorded(epoch, winner, new Redundancy(List.of(winner), 1), confirming, change + 1);
    }

    Recorded ledBy(NodeName winner, Redundancy confirming) {
        return new Recorded(epoch, winner, confirming, null, change);
    }

    Recorded changing(Redundancy to) {
        return new Recorded(epoch, leader, redundancy, to, change + 1);
    }

    Recorded confirmedBy(Redundancy now) {
        return new Recorded(epoch, leader, now, null, change);
    }

    Recorded numbered(int number) {
        return new Recorded(epoch, leader, redundancy, changingTo, number);
    }

    boolean isSealedBy(Collection<NodeName> sealed) {
        return redundancy.isSealedBy(sealed) && (changingTo == null || changingTo.isSealedBy(sealed));
    }

    /** Whom a take-over has to seal: enough of these. */
    List<NodeName> confirming() {
        return Stream.concat(
                        redundancy.standbys().stream(),
                        changingTo == null ? Stream.of() : changingTo.standbys().stream())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return "epoch %s, led by %s, confirmed by %s%s"
                .formatted(epoch, leader, redundancy, changingTo == null ? "" : " and perhaps " + changingTo);
    }
}
