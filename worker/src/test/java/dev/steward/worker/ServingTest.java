package dev.steward.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.junit.jupiter.api.Test;

class ServingTest {

    /** One whose steps take longer than they should, as on a worker that is short of processors. */
    @WorkflowInterface
    public interface Slow {
        @WorkflowMethod
        void run();
    }

    public static final class SlowStep implements Slow {
        @Override
        public void run() {
            long until = System.nanoTime() + 2_000_000_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aWorkerThatIsShortOfProcessorsFailsNoStep() {
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
            temporal.newWorker("slow", Serving.options(1).build()).registerWorkflowImplementationTypes(SlowStep.class);
            temporal.start();
            WorkflowOptions options = WorkflowOptions.newBuilder()
                    .setTaskQueue("slow")
                    .setWorkflowId("slow")
                    .build();
            temporal.getWorkflowClient().newWorkflowStub(Slow.class, options).run();
            assertThat(temporal.getWorkflowClient().fetchHistory("slow").getEvents())
                    .noneMatch(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
        }
    }
}
