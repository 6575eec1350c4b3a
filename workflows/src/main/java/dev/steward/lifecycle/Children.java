package dev.steward.lifecycle;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How a cluster's workflow has work done: by children that are asked to undo what they did when it is not wanted. */
final class Children {

    private Children() {}

    static <T> T stub(Class<T> type, String id) {
        return Workflow.newChildWorkflowStub(
                type,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setWorkflowTaskTimeout(Duration.ofSeconds(3))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .build());
    }
}
