package dev.steward.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Programs of this machine that clean up and prepare. */
public final class Shell {

    private Shell() {}

    /** Its output; it has to succeed. */
    public static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command with each line that another one writes as its last argument. */
    static void forEachLine(List<String> lister, List<String> command) {
        run(lister).lines().filter(line -> !line.isBlank()).forEach(line -> {
            List<String> full = new ArrayList<>(command);
            full.add(line);
            run(full);
        });
    }
}
