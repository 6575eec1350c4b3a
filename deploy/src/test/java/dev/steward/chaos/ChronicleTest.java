package dev.steward.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChronicleTest {

    private static final Episode EPISODE = Episode.of("killed", Strike.at(0, new KillMachine(Who.LEADER)));
    private final Chronicle chronicle = new Chronicle(Duration.ofSeconds(300));

    @Test
    void theLastLineHasItsSums() {
        chronicle.add(outcome(100, 0, 0, Optional.of(Duration.ofMillis(9_840)), List.of()));
        chronicle.add(outcome(50, 2, 1, Optional.of(Duration.ofMillis(20_000)), List.of()));
        assertThat(chronicle.json())
                .isEqualTo("{\"episodes\":2,\"acked\":150,\"lost\":2,\"dual_ackers\":1,\"redundancy_p95_s\":20.0}");
    }

    @Test
    void aClusterThatNeverCameBackCountsForAsLongAsItWasWaitedFor() {
        chronicle.add(outcome(1, 0, 0, Optional.empty(), List.of("not whole")));
        assertThat(chronicle.json()).contains("\"redundancy_p95_s\":300.0");
        assertThat(chronicle.isFine()).isFalse();
    }

    @Test
    void aRunInWhichEverythingCameTrueIsFine() {
        chronicle.add(outcome(1, 0, 0, Optional.of(Duration.ZERO), List.of()));
        assertThat(chronicle.isFine()).isTrue();
    }

    @Test
    void everyKindOfBrokenPromiseShows() {
        assertThat(outcome(1, 1, 0, Optional.of(Duration.ZERO), List.of()).isSafe())
                .isFalse();
        assertThat(outcome(1, 0, 1, Optional.of(Duration.ZERO), List.of()).isSafe())
                .isFalse();
        assertThat(new Outcome(EPISODE, Duration.ZERO, 1, 0, List.of("a sum"), 0, Optional.of(Duration.ZERO), List.of())
                        .isSafe())
                .isFalse();
    }

    @Test
    void whatIsLostOnlyLaterIsLost() {
        chronicle.add(outcome(10, 0, 0, Optional.of(Duration.ZERO), List.of()));
        chronicle.addLostLater(3);
        assertThat(chronicle.json()).contains("\"lost\":3");
        assertThat(chronicle.isFine()).isFalse();
    }

    private static Outcome outcome(
            int acknowledged, int lost, int dual, Optional<Duration> whole, List<String> complaints) {
        return new Outcome(EPISODE, Duration.ofSeconds(1), acknowledged, lost, List.of(), dual, whole, complaints);
    }
}
