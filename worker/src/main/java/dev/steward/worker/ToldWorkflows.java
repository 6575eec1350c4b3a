package dev.steward.worker;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Verdict;
import dev.steward.engine.Verdicts;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

/** The workflows of clusters, to which verdicts are told. */
record ToldWorkflows(WorkflowClient client) implements Verdicts {

    @Override
    public boolean tell(ClusterId cluster, Verdict verdict) {
        try {
            client.newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(cluster))
                    .verdict(verdict);
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }
}
