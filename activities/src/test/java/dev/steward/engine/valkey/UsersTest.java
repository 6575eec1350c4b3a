package dev.steward.engine.valkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.Credential;
import dev.steward.machines.MachineSize;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsersTest {

    private final Credential one = new Credential("certificate", "one key");
    private final Credential other = new Credential("certificate", "another key");

    @Test
    void aPasswordFollowsFromTheKeyAndWhatItIsFor() {
        assertThat(Users.controlPassword(one))
                .isEqualTo(Users.controlPassword(one))
                .hasSize(43);
        assertThat(Users.controlPassword(one)).isNotEqualTo(Users.controlPassword(other));
        assertThat(Users.controlPassword(one)).isNotEqualTo(Users.replicatorPassword(one));
    }

    @Test
    void nodesAreToldHashesOnly() {
        assertThat(Users.file(one, other))
                .doesNotContain(Users.controlPassword(other), Users.replicatorPassword(one))
                .contains("user default off\n");
        assertThat(Users.rules("secret")).doesNotContain("secret");
    }

    @Test
    void aUserIsNamedAfterAnyBinding() {
        assertThat(Users.of("any string; at all")).matches("b_[0-9a-f]{16}").isNotEqualTo(Users.of("another"));
    }

    @Test
    void whatAPlanSaysCantBreakARuleNorTheFile() {
        String conf = Settings.valkeyConf(new MachineSize(1, 512), Map.of("appendonly", "no"), "10.0.0.1");
        assertThat(conf.lastIndexOf("appendonly yes")).isGreaterThan(conf.indexOf("appendonly no"));
        assertThatThrownBy(() -> Settings.valkeyConf(
                        new MachineSize(1, 512), Map.of("maxmemory-policy", "allkeys-lru\nport 6379"), "10.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
