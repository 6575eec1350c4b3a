package dev.steward.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine on which something was measured: without it a number says nothing.
 *
 * @param cores processors this process may use
 * @param memoryMib memory of the machine
 * @param kernel its name and version
 */
public record Machine(int cores, long memoryMib, String kernel) {

    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static long memory() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(l -> l.startsWith("MemTotal:"))
                    .map(l -> l.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux: the table shows that nobody knows
        }
    }

    @Override
    public String toString() {
        return cores + " cores, " + memoryMib + " MiB of memory, " + kernel;
    }
}
