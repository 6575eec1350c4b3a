package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;

/** Keeps the roster in the watch's workflows, one per group; starts them when they are first needed. */
public final class RosterActivity implements Roster {

    private final WorkflowClient client;

    public RosterActivity(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public void enlist(String infrastructure, String engine, ClusterView view) {
        signal(infrastructure, engine, WorkflowIds.group(view.id()), WatchWorkflow.ENLIST, view);
    }

    @Override
    public void dismiss(String infrastructure, String engine, ClusterId id) {
        signal(infrastructure, engine, WorkflowIds.group(id), WatchWorkflow.FORGET, id);
    }

    private void signal(String infrastructure, String engine, int group, String signal, Object argument) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.watch(infrastructure, engine, group))
                .setTaskQueue(TaskQueues.clusters(infrastructure, engine))
                .build();
        WatchOrder order = new WatchOrder(infrastructure, engine, List.of());
        client.newUntypedWorkflowStub(WatchWorkflow.TYPE, options)
                .signalWithStart(signal, new Object[] {argument}, new Object[] {order});
    }
}
