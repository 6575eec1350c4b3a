package dev.steward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    private final long start = System.nanoTime();
    private final Pace pace = new Pace();

    @Test
    void aWorkerThatIsALittleLateKeepsUp() {
        pace.woke(Duration.ofMillis(300), start + SECOND);
        assertThat(pace.keepsUp(start + SECOND)).isTrue();
    }

    @Test
    void aWorkerThatWasVeryLateIsDoubtedForTwoSeconds() {
        pace.woke(Duration.ofMillis(301), start + SECOND);
        assertThat(pace.keepsUp(start + SECOND)).isFalse();
        assertThat(pace.keepsUp(start + 3 * SECOND - 1)).isFalse();
        assertThat(pace.keepsUp(start + 3 * SECOND)).isTrue();
    }
}
