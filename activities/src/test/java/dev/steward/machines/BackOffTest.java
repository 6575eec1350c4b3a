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
        assertThat(insist(2, true)).isEqualTo("answer");
        assertThat(asked).hasValue(2);
    }

    @Test
    void atLastTheRefusalCounts() {
        assertThatThrownBy(() -> insist(9, true)).hasMessage("refused");
        assertThat(asked).hasValue(3);
    }

    @Test
    void whatWillNotPassIsNotAskedAgain() {
        assertThatThrownBy(() -> insist(2, false)).hasMessage("refused");
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatIsNoRefusalIsNotAskedAgain() {
        assertThatThrownBy(() -> backOff.insist(ArithmeticException.class, () -> answer(2), e -> true))
                .hasMessage("refused");
        assertThat(asked).hasValue(1);
    }

    private String insist(int at, boolean mayPass) {
        return backOff.insist(IllegalStateException.class, () -> answer(at), e -> mayPass);
    }

    private String answer(int at) {
        if (asked.incrementAndGet() < at) {
            throw new IllegalStateException("refused");
        }
        return "answer";
    }
}
