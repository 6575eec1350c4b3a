package dev.steward.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailOverBenchProgramTest {

    @Test
    void twentyRunsAgainstEverybodyUnlessToldOtherwise() {
        assertThat(FailOverBenchProgram.parse(List.of())).isEqualTo(new FailOverBenchProgram(20, true, "", false));
        assertThat(FailOverBenchProgram.parse(List.of("--runs", "3", "--no-peers", "--json", "--only", "killed")))
                .isEqualTo(new FailOverBenchProgram(3, false, "killed", true));
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertThatThrownBy(() -> FailOverBenchProgram.parse(List.of("--runs")))
                .isInstanceOf(Surroundings.Unusable.class);
        assertThatThrownBy(() -> FailOverBenchProgram.parse(List.of("--peers")))
                .isInstanceOf(Surroundings.Unusable.class);
        assertThatThrownBy(() -> StormBenchProgram.parse(List.of("--clusters", "0")))
                .isInstanceOf(Surroundings.Unusable.class);
    }

    @Test
    void thePeersMachinesAreAsLargeAsThePlans() throws IOException {
        String catalog = Files.readString(Path.of("config", "catalog.yaml"));
        String plan = catalog.substring(catalog.indexOf("name: " + FailOverBenchProgram.PLAN));
        var size = FailOverBenchProgram.SIZE;
        assertThat(plan.lines().map(String::strip).limit(12))
                .contains(
                        "machine: {cpus: " + (int) size.cpus() + ", memoryMib: " + size.memoryMib() + "}",
                        "diskGib: " + FailOverBenchProgram.DISK_GIB);
    }
}
