package dev.steward.lifecycle;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The second half of every change of leadership: a sealed node leads, the others follow, and a write proves it. */
final class Promotion {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ClusterView cluster;
    private final NodeName winner;
    private final List<NodeName> others;
    /**
     * Those that are on the winner's timeline: what they have is a part of what it has. One of another history would
     * confirm what it does not have, and is brought back by a repair.
     */
    private final List<NodeName> followers;

    private final Steps steps;
    private final Engine patient = Doors.urgentEngine(LIMIT);

    /**
     * Prepares it.
     *
     * @param cluster in the new epoch
     * @param winner who is to lead, one of the sealed
     * @param sealed all who are sealed, with their claims
     */
    Promotion(ClusterView cluster, NodeName winner, Map<NodeName, Standing> sealed, Steps steps) {
        this.cluster = cluster;
        this.winner = winner;
        this.steps = steps;
        others = sealed.keySet().stream().filter(n -> !n.equals(winner)).toList();
        int timeline = Objects.requireNonNull(sealed.get(winner)).timeline();
        followers = others.stream()
                .filter(n -> Objects.requireNonNull(sealed.get(n)).timeline() == timeline)
                .toList();
    }

    /** Who confirms from now on. */
    Redundancy redundancy() {
        return Redundancy.among(others.isEmpty() ? everybodyElse() : others);
    }

    /**
     * Makes it so. When it fails, the winner may lead all the same.
     *
     * @return whether a write has proved that the winner leads, and that those confirm who should
     */
    boolean run() {
        recordElection();
        Meters meters = new Meters();
        Redundancy redundancy = redundancy();
        ClusterView next = cluster.in(cluster.epoch(), winner);
        steps.now("promoting " + winner + ", confirmed by " + redundancy);
        steps.insistOn(() -> patient.promote(next, winner, redundancy));
        meters.phaseEnded("promote");
        steps.now("pointing the others at " + winner);
        Following following = new Following(next, followers);
        following.begin();
        meters.phaseEnded("follow");
        if (!followers.isEmpty()) {
            steps.now("checking that " + winner + " acknowledges writes");
            following.confirm(steps);
            meters.phaseEnded("confirm");
        }
        return !followers.isEmpty();
    }

    /** Before anything is promoted: whoever goes on after a crash must elect from the same claims. */
    private static void recordElection() {
        Doors.journal().written();
    }

    /**
     * With none of the sealed left to confirm it is everybody else: nobody is there, so writes wait until one is back,
     * and none is acknowledged that only one node has. One that was never made has nothing to say, and could never be
     * sealed.
     */
    private List<NodeName> everybodyElse() {
        return cluster.hosts().stream()
                .filter(Host::exists)
                .map(Host::node)
                .filter(n -> !n.equals(winner))
                .toList();
    }
}
