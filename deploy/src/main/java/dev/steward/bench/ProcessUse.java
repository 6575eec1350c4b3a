package dev.steward.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has used up to now, as the kernel counts it.
 *
 * @param cpu time on processors, of all its threads, in user mode and in the kernel's
 * @param residentMib memory that is in RAM now
 */
public record ProcessUse(Duration cpu, long residentMib) {

    /** The kernel shows times in hundredths of a second on every architecture we run on. */
    private static final long TICK_MILLIS = 10;

    private static final int USER = 11; // counted from the field after the name, proc(5)
    private static final int KERNEL = 12;

    /**
     * Reads /proc.
     *
     * @throws UncheckedIOException when there is no such process
     */
    public static ProcessUse of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            return parse(Files.readString(proc.resolve("stat")), Files.readAllLines(proc.resolve("status")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProcessUse parse(String stat, List<String> status) {
        // what follows the name, which may hold anything
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]);
        long kib = status.stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return new ProcessUse(Duration.ofMillis(ticks * TICK_MILLIS), kib / 1024);
    }
}
