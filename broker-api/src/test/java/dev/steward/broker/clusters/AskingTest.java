package dev.steward.broker.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskingTest {

    private static final String NOBODY = "no poller seen for task queue recently, worker may be down";

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whoeverIsBusyForAMomentIsAskedAgain() {
        assertThat(answer(2, Status.FAILED_PRECONDITION.withDescription(NOBODY)))
                .isEqualTo(new Answer.Given<>("here"));
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoeverIsAwayIsNotAskedForEver() {
        assertThat(answer(100, Status.FAILED_PRECONDITION.withDescription(NOBODY)))
                .isInstanceOf(Answer.Failed.class);
        assertThat(asked).hasValueLessThan(10);
    }

    @Test
    void whatFailsForAnotherReasonIsNotAskedAgain() {
        assertThat(answer(1, Status.FAILED_PRECONDITION.withDescription("otherwise")))
                .isInstanceOf(Answer.Failed.class);
        assertThat(asked).hasValue(1);
    }

    private Answer<String> answer(int failures, Status failure) {
        try (Asking asking = new Asking()) {
            return asking.within(Duration.ofSeconds(5), () -> {
                if (asked.incrementAndGet() > failures) {
                    return "here";
                }
                throw new WorkflowServiceException(
                        WorkflowExecution.getDefaultInstance(), "Cluster", failure.asRuntimeException());
            });
        }
    }
}
