package dev.steward.lifecycle;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Asks the workflow that gives the turns; starts it when it is first needed. */
public final class TurnsActivity implements Turns {

    private final WorkflowClient client;
    private final int atOnce;

    /**
     * What a worker registers.
     *
     * @param atOnce how many machines of one infrastructure may be repaired at once, at least 1
     */
    public TurnsActivity(WorkflowClient client, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one repair has to be possible at once");
        }
        this.client = client;
        this.atOnce = atOnce;
    }

    @Override
    public void ask(String infrastructure, String workflow) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.repairs(infrastructure))
                .setTaskQueue(TaskQueues.machines(infrastructure))
                .build();
        client.newUntypedWorkflowStub(RepairsWorkflow.TYPE, options)
                .signalWithStart(RepairsWorkflow.ASK, new Object[] {workflow, atOnce}, new Object[] {
                    RepairsWorkflow.Queue.empty()
                });
    }
}
