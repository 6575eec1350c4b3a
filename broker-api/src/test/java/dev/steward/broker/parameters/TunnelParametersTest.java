package dev.steward.broker.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.MachineSize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelParametersTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGyhTl1pWSZWRqqUrbv0qVdSlzOGbNXjbz6PmCwH1V3v";

    @Test
    void aKeyIsEnough() {
        assertThat(broken(Map.of("public_key", KEY))).isEmpty();
        assertThat(broken(Map.of("public_key", KEY + " me@laptop"))).isEmpty();
    }

    @Test
    void withoutOneThereIsNoTunnel() {
        assertThat(broken(Map.of("expires_in", "1h"))).containsExactly("tunnel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssh-rsa AAAAB3NzaC1yc2E", "ssh-ed25519 AAAA", KEY_OF_TWO_LINES, KEY_WITH_OPTIONS})
    void whatIsNoKeyOfTheKindIsRefused(String key) {
        assertThat(broken(Map.of("public_key", key))).containsExactly("tunnel.public_key");
    }

    private static final String KEY_OF_TWO_LINES = KEY + "\n" + KEY;
    private static final String KEY_WITH_OPTIONS = "cert-authority " + KEY;

    @ParameterizedTest
    @ValueSource(strings = {"10s", "9999s", "1m", "1440m", "1h", "24h"})
    void aTimeIsFromTenSecondsToADay(String life) {
        assertThat(broken(Map.of("public_key", KEY, "expires_in", life))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "9s", "1441m", "25h", "1d", "1", "-1h", "1h ", "١h"})
    void noOtherIs(String life) {
        assertThat(broken(Map.of("public_key", KEY, "expires_in", life))).containsExactly("tunnel.expires_in");
    }

    @Test
    void sourcesAreNetworks() {
        assertThat(broken(Map.of("public_key", KEY, "source_addresses", List.of("203.0.113.7/32", "fd00::/8"))))
                .isEmpty();
        assertThat(broken(Map.of("public_key", KEY, "source_addresses", List.of("203.0.113.7", "a,b"))))
                .containsExactly("tunnel.source_addresses[0]", "tunnel.source_addresses[1]");
    }

    private static List<String> broken(Map<String, Object> tunnel) {
        PlanParameters parameters = EngineParameters.of("postgresql").of(3, new MachineSize(1, 512), 1);
        return PlanParameters.violations(parameters.binding(), Map.of("tunnel", tunnel)).stream()
                .map(Violation::field)
                .toList();
    }
}
