package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.trouble.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatIsThereIsSeenAtTheFirstLook() {
        assertThat(new Patience(Duration.ZERO).seek(() -> seenAt(1))).contains(1);
    }

    @Test
    void itIsLookedAtAgainUntilItIsThere() {
        assertThat(Patience.ofSeconds(5).await("it is there", () -> seenAt(3))).isEqualTo(3);
    }

    @Test
    void whatDoesNotComeInTimeMayBeTriedAgain() {
        assertThatThrownBy(() -> new Patience(Duration.ofMillis(80)).until("it is there", () -> false))
                .satisfies(e -> {
                    assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.UNAVAILABLE);
                    assertThat(Trouble.of(e).forOperator()).contains("it is there");
                });
    }

    @Test
    void looksBecomeRarer() {
        assertThat(new Patience(Duration.ofMillis(700)).seek(() -> seenAt(1000)))
                .isEmpty();
        assertThat(looks.get()).as("50, 100, 200, 400 ms").isLessThanOrEqualTo(6);
    }

    @Test
    void aWorkerThatStopsDoesNotWaitOn() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Patience.ofSeconds(5).until("it is there", () -> false))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.UNAVAILABLE));
        assertThat(Thread.interrupted()).as("the interruption is passed on").isTrue();
    }

    private Optional<Integer> seenAt(int look) {
        return Optional.of(looks.incrementAndGet()).filter(n -> n >= look);
    }
}
