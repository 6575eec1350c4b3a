package dev.steward.lifecycle;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;

/** The turn of a workflow that repairs a machine: asked for, waited for, given back. */
final class Turn {

    private final String infrastructure;
    private final Turns turns;
    private boolean asked;
    private boolean come;

    Turn(String infrastructure, Turns turns) {
        this.infrastructure = infrastructure;
        this.turns = turns;
    }

    void await() {
        asked = true;
        turns.ask(infrastructure, Workflow.getInfo().getWorkflowId());
        Workflow.await(() -> come);
    }

    void come() {
        come = true;
    }

    /** Also when it was cancelled while it waited. */
    void giveBack() {
        if (asked) {
            Workflow.newDetachedCancellationScope(this::signal).run();
        }
    }

    private void signal() {
        try {
            Workflow.newExternalWorkflowStub(RepairsWorkflow.class, WorkflowIds.repairs(infrastructure))
                    .giveBack(Workflow.getInfo().getWorkflowId());
        } catch (SignalExternalWorkflowException | TemporalFailure e) {
            Workflow.getLogger(Turn.class).warn("a turn ends by itself: {}", e.toString());
        }
    }
}
