package dev.steward.broker.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class OneAtATimeTest {

    private static final ClusterId CLUSTER = new ClusterId("one");
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMinutes(1);

    private final OneAtATime orders = new OneAtATime();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void whoseTurnDoesNotComeInTimeIsToldSoAndOthersAreNotHeldUp() throws Exception {
        CompletableFuture<Optional<String>> first = order();
        begun.await();

        assertThat(orders.of(CLUSTER, SOON, () -> "second")).isEmpty();
        assertThat(orders.of(new ClusterId("another"), SOON, () -> "its own")).contains("its own");

        end.countDown();
        assertThat(first.get()).contains("first");
        assertThat(orders.of(CLUSTER, SOON, () -> "third")).contains("third");
    }

    @Test
    void whoWaitsComesNext() throws Exception {
        CompletableFuture<Optional<String>> first = order();
        begun.await();
        CompletableFuture<Optional<Boolean>> second =
                CompletableFuture.supplyAsync(() -> orders.of(CLUSTER, LATE, first::isDone));
        end.countDown();

        assertThat(first.get()).contains("first");
        assertThat(second.get()).isPresent();
    }

    private CompletableFuture<Optional<String>> order() {
        return CompletableFuture.supplyAsync(() -> orders.of(CLUSTER, LATE, () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "first";
        }));
    }
}
