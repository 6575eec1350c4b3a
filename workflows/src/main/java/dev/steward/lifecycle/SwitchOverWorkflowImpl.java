package dev.steward.lifecycle;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Standing;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;

/** Until something is promoted the old leader can always go on; from then on only a take-over knows more. */
public final class SwitchOverWorkflowImpl implements SwitchOverWorkflow {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration REHEARSAL = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN = Duration.ofSeconds(15);
    private static final Duration CALL = Duration.ofSeconds(3);

    private final Order order;
    private final Steps steps = Steps.within(LIMIT);

    @WorkflowInit
    public SwitchOverWorkflowImpl(Order order) {
        this.order = order;
    }

    @Override
    public Outcome run(Order sameOrder) {
        NodeName from = order.next().leader();
        try {
            steps.now("seeing whether " + order.to() + " can lead");
            Doors.urgentEngine(REHEARSAL).rehearse(order.before(), order.to());
        } catch (ActivityFailure | CanceledFailure e) {
            return new StillLed(Trouble.of(e).forOperator());
        }
        try {
            return handOver(from);
        } catch (ActivityFailure | ApplicationFailure | CanceledFailure e) {
            return new Unfinished(
                    "while " + steps.progress().step() + ": " + Trouble.of(e).forOperator());
        }
    }

    private Outcome handOver(NodeName from) {
        steps.now("shutting " + from + " down in order");
        Lsn end;
        try {
            end = Doors.urgentEngine(SHUTDOWN).retire(order.next(), from);
        } catch (ActivityFailure e) {
            return goOn(
                    from, from + " did not shut down in order: " + Trouble.of(e).forOperator());
        }
        steps.now("sealing the standbys");
        List<NodeName> names = order.redundancy().standbys();
        Sealing sealing = new Sealing(
                order.next(), names, nodes -> order.redundancy().isSealedBy(nodes) && nodes.contains(order.to()));
        sealing.run();
        Standing claim = sealing.sealed().get(order.to());
        if (!sealing.isEnough() || claim == null) {
            return goOn(from, "too few standbys answered: " + sealing.missing());
        }
        if (claim.flushed().compareTo(end) < 0) {
            return goOn(from, order.to() + " has the log up to " + claim.flushed() + " only, not to its end at " + end);
        }
        return promote(sealing);
    }

    private Outcome promote(Sealing sealing) {
        Promotion promotion =
                new Promotion(order.next(), order.to(), sealing.sealed().keySet(), steps);
        try {
            promotion.run();
            return new SwitchedOver(order.to(), promotion.redundancy());
        } catch (ActivityFailure | ApplicationFailure | CanceledFailure e) {
            return new MayHaveSwitched(
                    order.to(), promotion.redundancy(), Trouble.of(e).forOperator());
        }
    }

    /** Nothing was promoted: the old leader goes on where it was, also when this work was cancelled. */
    private Outcome goOn(NodeName from, String reason) {
        Workflow.newDetachedCancellationScope(() -> {
                    steps.now("having " + from + " lead again");
                    Engine engine = Doors.urgentEngine(SHUTDOWN);
                    steps.insistOn(() -> engine.resume(order.next(), from, order.redundancy()));
                    Together.doForEach(order.redundancy().standbys(), n -> followIfItCan(order.next(), n));
                })
                .run();
        return new StillLed(reason);
    }

    /** One that fails now is brought back by a repair. */
    private void followIfItCan(ClusterView cluster, NodeName node) {
        try {
            Doors.urgentEngine(CALL).follow(cluster, node);
        } catch (ActivityFailure e) {
            Workflow.getLogger(SwitchOverWorkflowImpl.class)
                    .warn("{} does not follow: {}", node, Trouble.of(e).forOperator());
        }
    }

    @Override
    public Progress progress() {
        return steps.progress();
    }
}
