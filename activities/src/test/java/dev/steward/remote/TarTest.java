package dev.steward.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarTest {

    @Test
    void tarUnpacksWhatWasPacked(@TempDir Path folder) throws IOException, InterruptedException {
        byte[] archive = new Tar()
                .file("plain", 0640, "x".repeat(1000))
                .file("in/script", 0755, "#!/bin/sh\n")
                .file("empty", 0600, "")
                .bytes();
        Process tar = new ProcessBuilder("tar", "-x", "-C", folder.toString(), "-f", "-").start();
        tar.getOutputStream().write(archive);
        tar.getOutputStream().close();
        assertThat(tar.waitFor()).isZero();
        assertThat(folder.resolve("plain")).hasContent("x".repeat(1000));
        assertThat(folder.resolve("empty")).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("in/script"))))
                .isEqualTo("rwxr-xr-x");
    }
}
