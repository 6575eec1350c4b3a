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
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_KERNEL = 14;

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

    /**
     * The same of a process and all its children, those that have ended included. Memory that they share counts once.
     *
     * @throws UncheckedIOException when there is no such process
     */
    public static ProcessUse ofFamily(long pid) {
        ProcessHandle parent = ProcessHandle.of(pid)
                .orElseThrow(() -> new UncheckedIOException(new IOException("there is no process " + pid)));
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            ProcessUse all = new ProcessUse(endedChildren(Files.readString(proc.resolve("stat"))), 0);
            all = all.plus(alone(pid));
            for (ProcessHandle child : parent.descendants().toList()) {
                all = all.plus(alone(child.pid()));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessUse alone(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            ProcessUse own = parse(Files.readString(proc.resolve("stat")), Files.readAllLines(proc.resolve("status")));
            return new ProcessUse(own.cpu, kib(Files.readAllLines(proc.resolve("smaps_rollup")), "Pss:") / 1024);
        } catch (IOException e) {
            return new ProcessUse(Duration.ZERO, 0); // it has just ended, and counts among its parent's
        }
    }

    private ProcessUse plus(ProcessUse other) {
        return new ProcessUse(cpu.plus(other.cpu), residentMib + other.residentMib);
    }

    static Duration endedChildren(String stat) {
        String[] fields = fields(stat);
        return Duration.ofMillis(
                (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_KERNEL])) * TICK_MILLIS);
    }

    // what follows the name, which may hold anything
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static long kib(List<String> lines, String name) {
        return lines.stream()
                .filter(l -> l.startsWith(name))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    static ProcessUse parse(String stat, List<String> status) {
        String[] fields = fields(stat);
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]);
        return new ProcessUse(Duration.ofMillis(ticks * TICK_MILLIS), kib(status, "VmRSS:") / 1024);
    }
}
