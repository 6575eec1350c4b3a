package dev.steward.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.upgrade.Pace;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeProgramTest {

    @Test
    void oneAfterTheOtherUnlessToldOtherwise() {
        assertThat(UpgradeProgram.parse(List.of())).isEqualTo(new UpgradeProgram(Pace.GENTLE, List.of()));
        assertThat(UpgradeProgram.parse(
                        List.of("--canary", "2", "--plan", "cluster-small", "--parallel", "8", "--state", "healthy")))
                .isEqualTo(
                        new UpgradeProgram(new Pace(2, 8), List.of("--plan", "cluster-small", "--state", "healthy")));
    }

    @Test
    void whatIsNoOptionIsRefused() {
        for (List<String> arguments : List.of(
                List.of("--canary"),
                List.of("--canary", "-1"),
                List.of("--parallel", "0"),
                List.of("--colour", "red"))) {
            assertThatThrownBy(() -> UpgradeProgram.parse(arguments)).isInstanceOf(Surroundings.Unusable.class);
        }
    }
}
