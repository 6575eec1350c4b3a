package dev.steward.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.machines.HostKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UserDataTest {

    private static final String PRIVATE = "-----BEGIN KEY-----\nline \"quoted\": 'x' # no comment\n-----END KEY-----\n";

    private final UserData data = new UserData(
            "n1", new HostKey("ecdsa-sha2-nistp256 AAAA", PRIVATE), "ssh-ed25519 BBBB steward", "/dev/disk/by-id/x");

    @Test
    void carriesKeysLetterByLetter() throws IOException {
        assertThat(data.text()).startsWith("#cloud-config\n");
        JsonNode config = new ObjectMapper().readTree(data.text().substring("#cloud-config\n".length()));
        assertThat(config.at("/ssh_keys/ecdsa_private").asText()).isEqualTo(PRIVATE);
        assertThat(config.at("/ssh_authorized_keys/0").asText()).isEqualTo("ssh-ed25519 BBBB steward");
        assertThat(config.at("/bootcmd/0/4").asText()).isEqualTo("/dev/disk/by-id/x");
    }

    @Test
    void isTheSameForTheSameMachine() {
        assertThat(data.base64()).isEqualTo(data.base64());
        assertThat(new String(Base64.getDecoder().decode(data.base64()), StandardCharsets.UTF_8))
                .isEqualTo(data.text());
    }

    @Test
    void doesNotTellItsSecretInLogs() {
        assertThat(data.toString()).doesNotContain("BEGIN");
    }
}
