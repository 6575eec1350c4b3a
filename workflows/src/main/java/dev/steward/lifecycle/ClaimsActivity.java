package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machines;
import dev.steward.machines.Owner;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at what there is first, and then who lives: whoever begins in between is not taken for dead. Each is asked for by
 * its id, as lists of workflows may be late.
 */
public final class ClaimsActivity implements Claims {

    private static final int MOST = 1000;

    private final WorkflowClient client;
    private final Machines machines;

    public ClaimsActivity(WorkflowClient client, Machines machines) {
        this.client = client;
        this.machines = machines;
    }

    /** Has an infrastructure looked over from now on, by these rules; one that is already goes by them too. */
    public static void begin(WorkflowClient client, String infrastructure, OrphansWorkflow.Rules rules) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.orphans(infrastructure))
                .setTaskQueue(TaskQueues.machines(infrastructure))
                .build();
        client.newUntypedWorkflowStub(OrphansWorkflow.TYPE, options)
                .signalWithStart(OrphansWorkflow.RULES, new Object[] {rules}, new Object[] {
                    new OrphansWorkflow.Order(infrastructure, rules, List.of())
                });
    }

    @Override
    public List<Leftover> unclaimed() {
        Map<Owner, Boolean> lives = new HashMap<>();
        return machines.leftovers().stream()
                .filter(l -> ClusterId.isOne(l.owner().cluster())) // else somebody gave it our tag by hand
                .filter(l -> !lives.computeIfAbsent(l.owner(), this::lives))
                .limit(MOST)
                .toList();
    }

    @Override
    public boolean lives(Owner owner) {
        try {
            return client.newUntypedWorkflowStub(WorkflowIds.cluster(new ClusterId(owner.cluster())))
                            .describe()
                            .getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }
}
