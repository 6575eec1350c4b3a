package dev.steward.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    @Test
    void theGapIsTheLongestTimeInWhichNobodyWasToldAnything() {
        var told = told(at(0, "a"), at(10, "a"), at(400, "b"), at(410, "b"));
        assertThat(told.longestGap(Duration.ofMillis(10))).isEqualTo(Duration.ofMillis(390));
    }

    @Test
    void aGapThatEndedBeforeTheFaultDoesNotCount() {
        var told = told(at(0, "a"), at(900, "a"), at(910, "a"), at(950, "b"));
        assertThat(told.longestGap(Duration.ofMillis(905))).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void aGapThatBeganBeforeTheFaultCountsWhole() {
        var told = told(at(0, "a"), at(500, "b"));
        assertThat(told.longestGap(Duration.ofMillis(499))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        var told = told(at(400, "b"), at(0, "a"), at(10, "a"));
        assertThat(told.longestGap(Duration.ZERO)).isEqualTo(Duration.ofMillis(390));
        assertThat(told.last()).hasValueSatisfying(a -> assertThat(a.server()).isEqualTo("b"));
    }

    @Test
    void leadersThatFollowEachOtherAreFine() {
        assertThat(told(at(0, "a"), at(10, "a"), at(400, "b")).hadTwoLeadersAtOnce())
                .isFalse();
    }

    @Test
    void leadersThatOverlapAreFound() {
        assertThat(told(at(0, "a"), at(400, "b"), at(410, "a")).hadTwoLeadersAtOnce())
                .isTrue();
    }

    private static Acknowledgements told(Acknowledgement... all) {
        return Acknowledgements.of(List.of(all));
    }

    private static Acknowledgement at(long millis, String server) {
        return new Acknowledgement("w", millis, Duration.ofMillis(millis), server, 1);
    }
}
