package dev.steward.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.HostKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshKeysTest {

    @Test
    void opensshReadsTheKeyThatWasIssued(@TempDir Path folder) throws IOException {
        HostKey issued = SshKeys.issue();
        Path file = Files.writeString(folder.resolve("key"), issued.privateKey());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Process keygen = new ProcessBuilder("ssh-keygen", "-y", "-f", file.toString()).start();
        String publicKey = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(publicKey).startsWith(issued.publicKey());
        assertThat(SshKeys.kind(SshKeys.parse(issued.publicKey()))).isEqualTo("ecdsa-sha2-nistp256");
    }

    @Test
    void eachIssuedKeyIsAnother() {
        assertThat(SshKeys.issue().publicKey()).isNotEqualTo(SshKeys.issue().publicKey());
    }
}
