package dev.steward.broker.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import io.grpc.Context;
import io.grpc.Status;
import io.temporal.client.WorkflowUpdateHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OrdersTest {

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final ClusterId CLUSTER = new ClusterId("one");

    private final AtomicLong left = new AtomicLong();

    @Test
    void anOrderWaitsForABusyWorkerAndNotForATemporalThatIsAway() {
        order(true);
        assertThat(left.get())
                .isBetween(
                        PATIENCE.order().dividedBy(2).toMillis(),
                        PATIENCE.order().toMillis());

        order(false);
        assertThat(left.get()).isBetween(1L, PATIENCE.answer().toMillis());
    }

    private void order(boolean temporalIsThere) {
        try (Asking asking = new Asking()) {
            Answer<WorkflowUpdateHandle<Object>> answer =
                    new Orders(asking, PATIENCE, () -> temporalIsThere).inTurn(CLUSTER, turn -> turn.take(this::note));
            assertThat(answer).isInstanceOf(Answer.Failed.class);
        }
    }

    /** How much time it is given, in milliseconds. */
    private WorkflowUpdateHandle<Object> note() {
        left.set(Objects.requireNonNull(Context.current().getDeadline()).timeRemaining(TimeUnit.MILLISECONDS));
        throw Status.UNAVAILABLE.asRuntimeException();
    }
}
