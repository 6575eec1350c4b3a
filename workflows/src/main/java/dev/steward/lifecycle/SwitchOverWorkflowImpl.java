package dev.steward.lifecycle;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Standing;
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
    private static final Duration GOING_ON = Duration.ofSeconds(10);

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
        steps.begin();
        try {
            return handOver(from);
        } catch (ActivityFailure | ApplicationFailure | CanceledFailure e) {
            return new Unfinished("while " + steps.step() + ": " + Trouble.of(e).forOperator());
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
        Promotion promotion = new Promotion(order.next(), order.to(), sealing.sealed(), steps);
        try {
            return promotion.run()
                    ? new SwitchedOver(order.to(), promotion.redundancy())
                    : new MayHaveSwitched(order.to(), promotion.redundancy(), "nobody was left to confirm a write");
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
                    steps.insistOn(() -> engine.resume(order.next(), from, order.redundancy(), order.change()));
                    followAgain();
                })
                .run();
        return new StillLed(reason);
    }

    /** When it does not come true in time, repairs bring the standbys back. */
    private void followAgain() {
        Following following = new Following(order.next(), order.redundancy().standbys());
        following.begin();
        try {
            following.confirm(Steps.within(GOING_ON));
        } catch (ApplicationFailure e) {
            Workflow.getLogger(SwitchOverWorkflowImpl.class)
                    .warn("no write was confirmed again: {}", Trouble.of(e).forOperator());
        }
    }
}
