package dev.steward.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a file of its own, which is read each time that it is needed, so that it can be changed meanwhile. */
public record SecretFile(Path path) {

    /**
     * Reads it.
     *
     * @throws io.temporal.failure.ApplicationFailure MISCONFIGURED when it can't be read
     */
    public String read() {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw Mishap.noEntry("the secret can't be read: " + e).failure(e);
        }
    }
}
