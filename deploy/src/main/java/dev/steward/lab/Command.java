package dev.steward.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end. */
public final class Command {

    /** A machine that is being broken may never answer. */
    private static final int LIMIT_SECONDS = 60;

    private Command() {}

    /**
     * Its output.
     *
     * @throws Failed when it ends otherwise than by success; carries what it said
     */
    public static String run(List<String> command) {
        return feed("", command);
    }

    /** The same with something to read, which must not be longer than what the program is ready to take at once. */
    static String feed(String input, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
                writer.write(input);
            }
            process.onExit()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly());
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new Failed(String.join(" ", command) + ": " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted: " + String.join(" ", command));
        }
    }

    /** It did not succeed. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Failed(String message) {
            super(message);
        }
    }
}
