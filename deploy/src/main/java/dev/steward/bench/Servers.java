package dev.steward.bench;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Life;
import dev.steward.cluster.Limits;
import dev.steward.cluster.Request;
import dev.steward.engine.ClusterView;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.TaskQueues;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.machines.MachineSize;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Real three-node clusters that many watches ask. They are ordered as the broker orders them, by a plan that no catalog
 * has: it allows a session for each watch.
 */
final class Servers {

    private static final String INFRASTRUCTURE = "docker";
    private static final String ENGINE = "postgresql";
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int VIEW = 2; // the third argument of enlisting

    /** What a session's process may need on the machine, generously. */
    private static final int SESSION_MIB = 6;

    private static final int BASE_MIB = 512;
    private static final int BASE_SESSIONS = 40;

    private final WorkflowClient client;

    Servers(WorkflowClient client) {
        this.client = client;
    }

    /** Orders one; returns before it is made. */
    void order(ClusterId id, int sessions) {
        ClusterSpec spec = new ClusterSpec(
                id,
                "bench-watch",
                ENGINE,
                "17",
                INFRASTRUCTURE,
                List.of(),
                3,
                new MachineSize(2, BASE_MIB + SESSION_MIB * sessions),
                1,
                Map.of("shared_buffers", "64MB", "max_connections", Integer.toString(BASE_SESSIONS + sessions)),
                Extras.NONE,
                new Limits(LIMIT, Duration.ofSeconds(15), Duration.ofSeconds(10)),
                new Request("bench", "bench-watch", Map.of(), Map.of()));
        ClusterWorkflow cluster = client.newWorkflowStub(
                ClusterWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.cluster(id))
                        .setTaskQueue(TaskQueues.clusters(INFRASTRUCTURE, ENGINE))
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        WorkflowClient.startUpdateWithStart(
                cluster::provision,
                spec,
                UpdateOptions.<dev.steward.lifecycle.Acceptance>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(cluster::run, null));
    }

    /** Waits until it is healthy, and shows how it is watched. */
    ClusterView await(ClusterId id) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (report(id).phase() != Phase.HEALTHY) {
            if (report(id).life() == Life.FAILED || System.nanoTime() > deadline) {
                throw new IllegalStateException("the cluster to be watched could not be made: "
                        + report(id).operation());
            }
            Thread.sleep(POLL);
        }
        return view(id);
    }

    private Report report(ClusterId id) {
        return stub(id).report();
    }

    private ClusterWorkflow stub(ClusterId id) {
        return client.newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(id));
    }

    /** As the cluster's workflow has it watched: its history tells. */
    private ClusterView view(ClusterId id) {
        List<Payload> arguments = client.fetchHistory(WorkflowIds.cluster(id)).getEvents().stream()
                .filter(e -> e.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .map(e -> e.getActivityTaskScheduledEventAttributes())
                .filter(a -> a.getActivityType().getName().equalsIgnoreCase("Roster.enlist"))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .getInput()
                .getPayloadsList();
        return client.getOptions()
                .getDataConverter()
                .fromPayload(arguments.get(VIEW), ClusterView.class, ClusterView.class);
    }

    /** Returns when nothing of it is left. */
    void remove(ClusterId id) throws InterruptedException {
        stub(id).deprovision(null);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (report(id).life() != Life.DELETED && System.nanoTime() < deadline) {
            Thread.sleep(POLL);
        }
    }
}
