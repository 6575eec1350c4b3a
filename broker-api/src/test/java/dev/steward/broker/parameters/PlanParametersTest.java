package dev.steward.broker.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.MachineSize;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may be asked of an instance depends on its plan. */
class PlanParametersTest {

    private static final MachineSize SIZE = new MachineSize(1, 512);

    @Test
    void whatWasAskedOfAClusterIsNotAllKnownToASingleInstance() {
        Map<String, Object> asked = Map.of("synchronous", "strict", "settings", Map.of("work_mem", 8192));

        assertThat(new PostgresqlParameters().of(3, SIZE, 1).knownOf(asked)).isEqualTo(asked);
        assertThat(new PostgresqlParameters().of(1, SIZE, 1).knownOf(asked)).containsOnlyKeys("settings");
    }
}
