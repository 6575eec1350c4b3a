package dev.steward.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A binding's {@code cacrt} as both drivers want it: a file, removed with this process. */
final class Certificate {

    private Certificate() {}

    /**
     * The URL with the strictest check of the server. A binding can ask for encryption only, since it can't know where
     * the application keeps the certificate.
     */
    static String verifyFull(String url) {
        return url.replaceFirst("([?&]sslmode=)[a-z-]+", "$1verify-full");
    }

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
