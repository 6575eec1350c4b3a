package dev.steward.machines.docker;

import dev.steward.machines.HostKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What a machine is born with, delivered as an archive into a container that has not run yet. */
final class Birth {

    private Birth() {}

    static InputStream archive(HostKey hostKey, String authorisedKey) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "etc/ssh/ssh_host_ecdsa_key", hostKey.privateKey(), 0600);
            add(tar, "etc/ssh/ssh_host_ecdsa_key.pub", hostKey.publicKey(), 0644);
            add(tar, "root/.ssh/authorized_keys", authorisedKey, 0600);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void add(TarArchiveOutputStream tar, String name, String text, int mode) throws IOException {
        byte[] content = (text.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
