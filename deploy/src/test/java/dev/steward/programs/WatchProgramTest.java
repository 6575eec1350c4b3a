package dev.steward.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchProgramTest {

    @Test
    void withoutOptionsItWatchesUpToFiveHundredClusters() {
        assertThat(WatchProgram.parse(List.of()))
                .isEqualTo(new WatchProgram(List.of(0, 100, 250, 500), 30, 0, false, false));
    }

    @Test
    void numbersOfClustersAreTakenInAscendingOrder() {
        assertThat(WatchProgram.parse(
                        List.of("--clusters", "50", "10", "--seconds", "5", "--servers", "2", "--own-ssh", "--json")))
                .isEqualTo(new WatchProgram(List.of(10, 50), 5, 2, true, true));
    }

    @Test
    void whatItDoesNotUnderstandIsRefused() {
        for (List<String> arguments : List.of(
                List.of("--cluster", "5"),
                List.of("--clusters", "many"),
                List.of("--seconds"),
                List.of("--seconds", "0"),
                List.of("--servers", "10"))) {
            assertThatThrownBy(() -> WatchProgram.parse(arguments)).isInstanceOf(Surroundings.Unusable.class);
        }
    }
}
