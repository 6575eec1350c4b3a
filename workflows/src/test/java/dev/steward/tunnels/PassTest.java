package dev.steward.tunnels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassTest {

    private static final Instant UNTIL = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void theHostKeyIsOfTheGatewaysPort() {
        assertThat(pass(22).knownHosts()).isEqualTo("gate.example ssh-ed25519 HOST");
        assertThat(pass(2222).knownHosts()).isEqualTo("[gate.example]:2222 ssh-ed25519 HOST");
    }

    @Test
    void whatTheEngineSaysOfItsClientsStaysBesideIt() {
        Map<String, Object> whole =
                pass(2222).in(Map.of("port", 5432, "cacrt", "PEM\n", "tunnel", Map.of("psql", "psql …")));
        Map<?, ?> tunnel = (Map<?, ?>) whole.get("tunnel");
        assertThat(tunnel.get("psql")).isEqualTo("psql …");
        assertThat((String) tunnel.get("ssh")).endsWith(" -L 15432:leader:5432 -p 2222 t-1@gate.example");
        assertThat((String) tunnel.get("prepare")).contains("printf '%s\\n' 'PEM' > steward-ca.crt\n");
        assertThat(Pass.certificateIn(whole)).isEqualTo("CERT");
        assertThat(Pass.untilIn(whole)).isEqualTo(UNTIL);
    }

    private static Pass pass(int port) {
        return new Pass("t-1", "CERT", "gate.example", port, "ssh-ed25519 HOST", UNTIL);
    }
}
