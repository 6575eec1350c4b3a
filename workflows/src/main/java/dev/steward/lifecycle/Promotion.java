package dev.steward.lifecycle;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.Host;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The second half of every change of leadership: a sealed node leads, the others follow, and a write proves it. */
final class Promotion {

    private static final Duration CALL = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ClusterView cluster;
    private final NodeName winner;
    private final List<NodeName> others;
    private final Steps steps;
    private final Engine prompt = Doors.urgentEngine(CALL);
    private final Engine patient = Doors.urgentEngine(LIMIT);

    /**
     * Prepares it.
     *
     * @param cluster in the new epoch
     * @param winner who is to lead, one of the sealed
     * @param sealed all who are sealed
     */
    Promotion(ClusterView cluster, NodeName winner, Collection<NodeName> sealed, Steps steps) {
        this.cluster = cluster;
        this.winner = winner;
        this.steps = steps;
        others = sealed.stream().filter(n -> !n.equals(winner)).toList();
    }

    /** Who confirms from now on. */
    Redundancy redundancy() {
        return Redundancy.among(others.isEmpty() ? everybodyElse() : others);
    }

    /** Makes it so. When it fails, the winner may lead all the same. */
    void run() {
        Redundancy redundancy = redundancy();
        ClusterView next = Views.ledBy(cluster, winner);
        steps.now("promoting " + winner + ", confirmed by " + redundancy);
        steps.insistOn(() -> patient.promote(next, winner, redundancy));
        steps.now("pointing the others at " + winner);
        Together.doForEach(others, n -> followIfItCan(next, n));
        if (!others.isEmpty()) {
            steps.now("checking that " + winner + " acknowledges writes");
            steps.insistOn(() -> prompt.confirm(next, winner));
        }
    }

    /**
     * With none of the sealed left to confirm it is everybody else: nobody is there, so writes wait until one is back,
     * and none is acknowledged that only one node has.
     */
    private List<NodeName> everybodyElse() {
        return cluster.hosts().stream()
                .map(Host::node)
                .filter(n -> !n.equals(winner))
                .toList();
    }

    /** One that fails now is brought back by a repair; the write that confirms tells whether enough are left. */
    private void followIfItCan(ClusterView next, NodeName node) {
        try {
            prompt.follow(next, node);
        } catch (ActivityFailure e) {
            Trouble trouble = Trouble.of(e);
            if (trouble.kind() == Trouble.Kind.STALE_EPOCH) {
                throw e;
            }
            Workflow.getLogger(Promotion.class).warn("{} does not follow: {}", node, trouble.forOperator());
        }
    }
}
