package dev.steward.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A binding's {@code cacrt} as a file, as both drivers want it. It is removed with this process. */
final class Certificate {

    private Certificate() {}

    static Path file(String pem) {
        try {
            Path file = Files.createTempFile("steward-ca-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
