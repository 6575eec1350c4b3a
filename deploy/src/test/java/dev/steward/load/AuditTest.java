package dev.steward.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.load.Writes.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest {

    @Test
    void whatWasAcknowledgedAndIsThereOnceIsFine() {
        Audit audit = Audit.of(told(1, 2), List.of(new Row("w", 1, 1), new Row("w", 2, 1)));
        assertThat(audit.clean()).isTrue();
        assertThat(audit.acknowledged()).isEqualTo(2);
    }

    @Test
    void anAcknowledgedWriteThatIsMissingIsLost() {
        Audit audit = Audit.of(told(1, 2, 3), List.of(new Row("w", 1, 1), new Row("w", 3, 1)));
        assertThat(audit.lost()).containsExactly("w #2");
    }

    @Test
    void aWriteOfAnotherWriterIsNoSubstitute() {
        assertThat(Audit.of(told(1), List.of(new Row("other", 1, 1))).lost()).containsExactly("w #1");
    }

    @Test
    void aWriteThatIsThereTwiceIsFound() {
        Audit audit = Audit.of(told(1), List.of(new Row("w", 1, 2)));
        assertThat(audit.duplicated()).containsExactly("w #1");
        assertThat(audit.clean()).isFalse();
    }

    @Test
    void aWriteThatIsThereWithoutAnAcknowledgementIsAllowed() {
        assertThat(Audit.of(told(1), List.of(new Row("w", 1, 1), new Row("w", 2, 1)))
                        .clean())
                .isTrue();
    }

    private static Acknowledgements told(long... sequences) {
        return Acknowledgements.of(java.util.Arrays.stream(sequences)
                .mapToObj(
                        s -> new Acknowledgement("w", s, Duration.ofMillis(s - 1), Duration.ofMillis(s), "10.0.0.1", 1))
                .toList());
    }
}
