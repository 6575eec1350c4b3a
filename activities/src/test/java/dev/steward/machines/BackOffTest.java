package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is refused for now is asked for again, a few times. */
class BackOffTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final BackOff backOff = new BackOff(Duration.ofMillis(1), 3);

    @Test
    void itIsAskedUntilThereIsAnAnswer() {
        assertThat(backOff.insist(() -> answer(2), e -> true)).isEqualTo("answer");
        assertThat(asked).hasValue(2);
    }

    @Test
    void atLastTheRefusalCounts() {
        assertThatThrownBy(() -> backOff.insist(() -> answer(9), e -> true)).hasMessage("refused");
        assertThat(asked).hasValue(3);
    }

    @Test
    void whatWillNotPassIsNotAskedAgain() {
        assertThatThrownBy(() -> backOff.insist(() -> answer(2), e -> false)).hasMessage("refused");
        assertThat(asked).hasValue(1);
    }

    private String answer(int at) {
        if (asked.incrementAndGet() < at) {
            throw new IllegalStateException("refused");
        }
        return "answer";
    }
}
