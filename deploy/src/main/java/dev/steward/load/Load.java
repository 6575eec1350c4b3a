package dev.steward.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Several writers at once, and everything they were told. */
public final class Load implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(30);

    private final long began = System.nanoTime();
    private final Queue<Acknowledgement> acknowledged = new ConcurrentLinkedQueue<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Load() {}

    /**
     * Starts writers.
     *
     * @param each how many of each driver
     */
    public static Load start(WriteSet set, List<Driver> drivers, int each) {
        Load load = new Load();
        load.add(set, drivers, "", each);
        return load;
    }

    /**
     * Starts writers of several things.
     *
     * @param each how many of each driver for each thing
     */
    public static Load start(List<Writes> all, List<Driver> drivers, int each) {
        Load load = new Load();
        all.forEach(writes -> load.add(writes, drivers, "-" + writes.table(), each));
        return load;
    }

    private void add(Writes writes, List<Driver> drivers, String mark, int each) {
        for (Driver driver : drivers) {
            for (int i = 1; i <= each; i++) {
                add(new Writer(driver.name() + mark + "-" + i, driver, writes, this::now, acknowledged::add));
            }
        }
    }

    private void add(Writer writer) {
        writers.add(writer);
        threads.add(Thread.ofPlatform().daemon().name(writer.name()).start(writer));
    }

    /** The time on the clock of its acknowledgements. */
    public Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** What was acknowledged so far, in the order of time. */
    public Acknowledgements acknowledged() {
        return Acknowledgements.of(acknowledged);
    }

    public List<String> writers() {
        return writers.stream().map(Writer::name).toList();
    }

    /** How many writes were not acknowledged so far, those under way included. */
    public long unanswered() {
        return writers.stream().mapToLong(Writer::unanswered).sum();
    }

    /** How often a writer was let down so far: by a write without an answer, or at the door. */
    public long failures() {
        return writers.stream().mapToLong(Writer::failures).sum();
    }

    /** What the writers last complained of, for people. */
    public String troubles() {
        return writers.stream()
                .filter(w -> !w.lastTrouble().isEmpty())
                .map(w -> w.name() + ": " + w.lastTrouble())
                .collect(Collectors.joining("; "));
    }

    /** Ends each writer after the write it is at. */
    @Override
    public void close() {
        writers.forEach(Writer::stop);
        threads.forEach(Load::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
