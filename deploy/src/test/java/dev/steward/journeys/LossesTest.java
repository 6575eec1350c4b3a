package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker can fail: what is not there is told, by what was promised of it. */
final class LossesTest {

    @Test
    void whatIsGoneIsToldByWhatWasPromisedOfIt() {
        Losses losses = Losses.of(Set.of("a", "b"), Set.of("c", "d"), Set.of("a", "c", "never acknowledged"));
        assertThat(losses.lost()).containsExactly("b");
        assertThat(losses.lostConfirmed()).containsExactly("d");
        assertThat(losses)
                .hasToString("asynchronous replication lost 1 of 2 acknowledged writes;"
                        + " of 2 that WAIT confirmed, 1 are lost");
    }
}
