package dev.steward.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether what is asked of us is done: Temporal answers, and has us among those who wait for work. Before that a request
 * of the broker would wait for us, and in the end be refused.
 *
 * @param identity by which Temporal knows us
 * @param queues on which workflows are that the broker talks to
 */
record Readiness(
        WorkflowServiceGrpc.WorkflowServiceBlockingStub temporal,
        String namespace,
        String identity,
        List<String> queues) {

    private static final int ANSWER_SECONDS = 2;

    static Readiness of(WorkflowClient client, List<String> queues) {
        return new Readiness(
                client.getWorkflowServiceStubs().blockingStub(),
                client.getOptions().getNamespace(),
                client.getOptions().getIdentity(),
                queues);
    }

    Monitor.Health now() {
        try {
            stub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            List<String> waiting =
                    queues.stream().filter(queue -> !polls(queue)).toList();
            return waiting.isEmpty()
                    ? new Monitor.Health(true, "polling")
                    : new Monitor.Health(false, "not yet polling " + waiting);
        } catch (StatusRuntimeException e) {
            return new Monitor.Health(
                    false, "Temporal does not answer: " + e.getStatus().getCode());
        }
    }

    /** Whether there is anything that could poll. */
    boolean isReachable() {
        return new Readiness(temporal, namespace, identity, List.of()).now().well();
    }

    private boolean polls(String queue) {
        DescribeTaskQueueRequest question = DescribeTaskQueueRequest.newBuilder()
                .setNamespace(namespace)
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build();
        return stub().describeTaskQueue(question).getPollersList().stream()
                .anyMatch(poller -> poller.getIdentity().equals(identity));
    }

    private WorkflowServiceGrpc.WorkflowServiceBlockingStub stub() {
        return temporal.withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
