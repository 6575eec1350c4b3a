package dev.steward.worker;

import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.RepairsWorkflow;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.stream.Stream;

/** Knows the instances of an infrastructure: Temporal's index, and the workflows themselves. */
interface Registrar {

    /** How many instances are in this phase. */
    long count(String infrastructure, Phase phase);

    /** Up to so many of those that are in this phase, as they tell of themselves. */
    Stream<Report> reports(String infrastructure, Phase phase, int most);

    /** Who waits for a repair, and who is being repaired. */
    RepairsWorkflow.Queue repairs(String infrastructure);

    static Registrar of(WorkflowClient client) {
        return new Registrar() {
            @Override
            public long count(String infrastructure, Phase phase) {
                return client.countWorkflows(query(infrastructure, phase)).getCount();
            }

            @Override
            public Stream<Report> reports(String infrastructure, Phase phase, int most) {
                return client.listExecutions(query(infrastructure, phase))
                        .limit(most)
                        .map(e -> client.newWorkflowStub(
                                        ClusterWorkflow.class, e.getExecution().getWorkflowId())
                                .report());
            }

            @Override
            public RepairsWorkflow.Queue repairs(String infrastructure) {
                try {
                    return client.newWorkflowStub(RepairsWorkflow.class, WorkflowIds.repairs(infrastructure))
                            .queue();
                } catch (WorkflowNotFoundException e) {
                    return RepairsWorkflow.Queue.empty(); // nothing had to be repaired yet
                }
            }
        };
    }

    private static String query(String infrastructure, Phase phase) {
        return "WorkflowType = 'Cluster' AND ExecutionStatus = 'Running' AND StewardInfrastructure = '" + infrastructure
                + "' AND StewardPhase = '" + phase + "'";
    }
}
