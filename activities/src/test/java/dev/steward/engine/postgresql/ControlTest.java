package dev.steward.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How the fence tells the control plane's sessions, from the titles of PostgreSQL's processes. */
final class ControlTest {

    @Test
    void theControlPlaneIsKnownByItsRole() throws Exception {
        assertThat(client("postgres: steward postgres 10.0.0.9(41234) idle")).isEqualTo("10.0.0.9(41234)");
        assertThat(client("postgres: steward service fd00::9(41234) SELECT")).isEqualTo("fd00::9(41234)");
        assertThat(client("postgres: b_0123 service 10.0.0.9(41234) idle")).isEmpty();
        assertThat(client("postgres: b_0123 steward 10.0.0.9(41234) idle")).isEmpty();
        assertThat(client("postgres: walsender replicator 10.0.0.2(41234) streaming 0/30001A0"))
                .isEmpty();
        assertThat(client("postgres: checkpointer ")).isEmpty();
    }

    @Test
    void whoOnlyClaimsToBeTheControlPlaneIsNotBelieved() throws Exception {
        assertThat(client("postgres: steward postgres 10.0.0.9(41234) authentication"))
                .isEmpty();
        assertThat(client("postgres: steward postgres 10.0.0.8(1) idle 10.0.0.9(41234) authentication"))
                .isEmpty();
        assertThat(client("postgres: x: steward postgres 10.0.0.8(1) db 10.0.0.9(41234) authentication"))
                .isEmpty();
    }

    private static String client(String title) throws Exception {
        Path rules = Path.of(Objects.requireNonNull(ControlTest.class.getResource("node/control.sh"))
                .toURI());
        Process process = new ProcessBuilder(
                        "bash",
                        "-euc",
                        ". \"$0\"; client=''; ! controls \"$1\" || echo $client",
                        rules.toString(),
                        title)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
