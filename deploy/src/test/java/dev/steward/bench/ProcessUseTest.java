package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

    @Test
    void theNameOfAProcessMayHoldAnything() {
        String stat = "42 (a) b (c)) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 30 0 12345 0 0";
        assertThat(ProcessUse.parse(stat, List.of("Name:\tjava", "VmRSS:\t  204800 kB")))
                .isEqualTo(new ProcessUse(Duration.ofSeconds(3), 200));
    }

    @Test
    void childrenThatHaveEndedCount() {
        String stat = "42 (postgres) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 300 100 20 0 30 0 12345 0 0";
        assertThat(ProcessUse.endedChildren(stat)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aFamilyUsesWhatItsMembersUse() throws java.io.IOException {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            long alone = ProcessUse.ofFamily(child.pid()).residentMib();
            ProcessUse family = ProcessUse.ofFamily(ProcessHandle.current().pid());
            assertThat(family.cpu()).isPositive();
            assertThat(family.residentMib()).isGreaterThan(alone);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aProcessThatWorksUsesTime() {
        long before = ProcessUse.of(ProcessHandle.current().pid()).cpu().toMillis();
        long until = System.nanoTime() + 100_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        ProcessUse after = ProcessUse.of(ProcessHandle.current().pid());
        assertThat(after.cpu().toMillis()).isGreaterThan(before);
        assertThat(after.residentMib()).isPositive();
    }
}
