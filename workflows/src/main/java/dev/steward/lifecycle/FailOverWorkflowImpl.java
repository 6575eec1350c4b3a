package dev.steward.lifecycle;

import dev.steward.cluster.Election;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of the steps is the safety argument: nothing is promoted before so many nodes are sealed that the old
 * leader, wherever it is and whatever it believes, can acknowledge nothing any more, and that one of the sealed has
 * everything it ever acknowledged. Where a person forces it, his word stands in for the second, and for the first the
 * certainty that the old leader's machine is off.
 */
public final class FailOverWorkflowImpl implements FailOverWorkflow {

    private static final Duration CONFIRMING = Duration.ofSeconds(30);

    private final Order order;
    private final ClusterView cluster;
    private final Steps steps = Steps.within(CONFIRMING);

    @WorkflowInit
    public FailOverWorkflowImpl(Order order) {
        this.order = order;
        cluster = order.cluster();
    }

    @Override
    public Outcome run(Order sameOrder) {
        Outcome outcome = outcome();
        Meters.tookOver(order.reason(), outcome);
        return outcome;
    }

    private Outcome outcome() {
        try {
            return takeOver();
        } catch (ActivityFailure | ApplicationFailure e) {
            Trouble trouble = Trouble.of(e);
            return trouble.kind() == Trouble.Kind.STALE_EPOCH
                    ? new Superseded()
                    : new Blocked("it failed while " + steps.step() + ": " + trouble.forOperator());
        }
    }

    private Outcome takeOver() {
        Forced forced = order.forced();
        if (forced != null) {
            steps.now("switching off the machine of " + cluster.leader() + ", for certain");
            steps.insistOn(
                    () -> new Doors(forced.infrastructure(), "").machines().powerOff(forced.machine()));
            steps.begin();
        }
        steps.now("sealing the standbys of " + cluster.leader() + " (" + order.reason() + ")");
        Meters meters = new Meters();
        Sealing sealing = new Sealing(cluster, forced == null ? names() : others(), nodes -> isEnough(nodes, forced));
        sealing.run();
        meters.phaseEnded("seal");
        if (sealing.isSuperseded()) {
            return new Superseded();
        }
        var winner = Election.winner(sealing.sealed().values());
        if (winner.isEmpty() || (forced == null && !sealing.isEnough())) {
            return new Blocked(
                    "too few standbys could be sealed to be sure that nothing is lost: " + sealing.missing());
        }
        return promote(winner.get(), sealing);
    }

    private Outcome promote(NodeName winner, Sealing sealing) {
        Promotion promotion = new Promotion(cluster, winner, sealing.sealed(), steps);
        try {
            return promotion.run()
                    ? new TookOver(winner, promotion.redundancy(), sealing.claims())
                    : new MayLead(winner, promotion.redundancy(), "nobody is left to confirm a write");
        } catch (ActivityFailure | ApplicationFailure e) {
            Trouble trouble = Trouble.of(e);
            return trouble.kind() == Trouble.Kind.STALE_EPOCH
                    ? new Superseded()
                    : new MayLead(winner, promotion.redundancy(), trouble.forOperator());
        }
    }

    /** Forced, there is no number that is enough: the more can be reached, the less is lost. */
    private boolean isEnough(Collection<NodeName> sealed, @Nullable Forced forced) {
        return forced == null
                ? order.waitsFor().stream().allMatch(r -> r.isSealedBy(sealed))
                : sealed.containsAll(others());
    }

    private List<NodeName> names() {
        return order.waitsFor().stream()
                .flatMap(r -> r.standbys().stream())
                .distinct()
                .filter(n -> !order.busy().contains(n))
                .toList();
    }

    private List<NodeName> others() {
        return cluster.hosts().stream()
                .map(Host::node)
                .filter(n -> !n.equals(cluster.leader()) && !order.busy().contains(n))
                .toList();
    }
}
