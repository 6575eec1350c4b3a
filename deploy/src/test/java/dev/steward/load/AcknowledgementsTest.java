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
        var told = told(by("a", 1, 0, 5), by("a", 1, 10, 15), by("b", 2, 20, 400));
        assertThat(told.overlaps()).isEmpty();
    }

    @Test
    void anAnswerThatArrivesLateIsNoSecondLeader() {
        var told = told(by("a", 1, 0, 500), by("b", 2, 20, 400));
        assertThat(told.overlaps()).isEmpty();
    }

    @Test
    void aWriteThatAnEarlierLeaderWasAskedForAfterALaterOneHadAcknowledgedIsFound() {
        var told = told(by("a", 1, 0, 5), by("b", 2, 20, 400), by("a", 1, 401, 410));
        assertThat(told.overlaps()).singleElement().satisfies(o -> {
            assertThat(o.earlier().server()).isEqualTo("a");
            assertThat(o.later().server()).isEqualTo("b");
            assertThat(o.writes()).isEqualTo(1);
        });
    }

    @Test
    void aLeaderOnAnOlderTimelineIsNeverTheLaterOne() {
        var told = told(by("a", 7, 0, 5), by("b", 2, 20, 400));
        assertThat(told.hadTwoLeadersAtOnce()).isTrue();
    }

    @Test
    void twoNodesOnOneTimelineAreFoundHoweverFarApart() {
        var told = told(by("a", 3, 0, 5), by("b", 3, 900, 905));
        assertThat(told.hadTwoLeadersAtOnce()).isTrue();
    }

    @Test
    void aNodeThatLeadsAgainOnALaterTimelineIsFine() {
        var told = told(by("a", 1, 0, 5), by("b", 2, 20, 30), by("a", 3, 40, 50));
        assertThat(told.hadTwoLeadersAtOnce()).isFalse();
    }

    private static Acknowledgements told(Acknowledgement... all) {
        return Acknowledgements.of(List.of(all));
    }

    private static Acknowledgement at(long millis, String server) {
        return by(server, 1, millis, millis);
    }

    private static Acknowledgement by(String server, int timeline, long sent, long at) {
        return new Acknowledgement("w", at, Duration.ofMillis(sent), Duration.ofMillis(at), server, timeline);
    }
}
