package dev.steward.worker;

import dev.steward.cluster.ClusterId;
import dev.steward.gateway.Registry;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Set;

/**
 * The clusters as a gateway knows them: their workflows.
 *
 * @param infrastructures whose nodes this process reaches
 */
record TunnelledClusters(WorkflowClient client, Set<String> infrastructures) implements Registry {

    @Override
    public Directory directory(ClusterId cluster) {
        try {
            return workflow(cluster).directory().on(infrastructures);
        } catch (WorkflowNotFoundException e) {
            return Directory.EMPTY;
        }
    }

    @Override
    public void tell(ClusterId cluster, Passage passage) {
        try {
            workflow(cluster).tunnelled(passage);
        } catch (WorkflowNotFoundException e) {
            return; // it was deleted, and all that it knew
        }
    }

    private ClusterWorkflow workflow(ClusterId cluster) {
        return client.newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(cluster));
    }
}
