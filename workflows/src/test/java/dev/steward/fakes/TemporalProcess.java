package dev.steward.fakes;

import dev.steward.lifecycle.SearchAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Temporal server of the tests' own, in memory. The one of temporal-testing won't do where work is cancelled: when an
 * activity ends at the moment at which its cancellation is asked for, a workflow is stuck there for good.
 */
public final class TemporalProcess {

    private TemporalProcess() {}

    /** Where the program is: named by STEWARD_TEMPORAL_BIN, made by {@code deploy/steward up}, or on the PATH. */
    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv("STEWARD_TEMPORAL_BIN"), "/var/lib/steward/bin/temporal"),
                        Stream.of(System.getenv("PATH").split(":")).map(folder -> folder + "/temporal"))
                .filter(file -> file != null && Files.isExecutable(Path.of(file)))
                .map(Path::of)
                .findFirst();
    }

    /** Whether there is one; tests that need it are left out where there is none. */
    public static boolean isThere() {
        return program().isPresent();
    }

    /**
     * Starts it; it ends with this process.
     *
     * @param settings of its dynamic configuration, {@code name=value}
     */
    public static void start(int port, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program().orElseThrow().toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--log-level",
                "error"));
        SearchAttributes.ALL.forEach(a -> command.addAll(List.of("--search-attribute", a.getName() + "=Keyword")));
        for (String setting : settings) {
            command.addAll(List.of("--dynamic-config-value", setting));
        }
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
    }
}
