package dev.steward.tunnel;

import dev.steward.lab.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An SSH key of somebody who has none: its private half never leaves the folder, which goes with it. */
public final class PersonalKey implements AutoCloseable {

    private final Path folder;

    private PersonalKey(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one by {@code ssh-keygen}.
     *
     * @throws IOException when it can't be kept
     */
    public static PersonalKey make() throws IOException {
        PersonalKey key = new PersonalKey(Files.createTempDirectory("steward-key-"));
        write(key.privateHalf());
        return key;
    }

    /**
     * Writes the private half of another into this file, and the public one beside it.
     *
     * @throws Command.Failed when it can't be
     */
    public static void write(Path file) {
        Command.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()));
    }

    /** The file of the private half. */
    public Path privateHalf() {
        return folder.resolve("id");
    }

    /** The public half, as a line of OpenSSH. */
    public String publicHalf() throws IOException {
        return Files.readString(publicFile()).strip();
    }

    private Path publicFile() {
        return folder.resolve("id.pub");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(publicFile());
            Files.deleteIfExists(privateHalf());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
