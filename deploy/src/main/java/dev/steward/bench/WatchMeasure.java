package dev.steward.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures what the watch costs, from outside: the kernel's counters and the worker's meters, before and after.
 *
 * @param http to the worker
 * @param metrics where its meters are
 * @param worker the worker's process
 * @param temporal the Temporal server's process
 */
public record WatchMeasure(HttpClient http, URI metrics, long worker, long temporal) {

    private static final String ASKS = "steward_watch_asks_seconds_count";
    private static final String ASKING = "steward_watch_asks_seconds_sum";
    private static final double MIB = 1 << 20;

    private record Moment(long nanos, Scrape meters, ProcessUse worker, ProcessUse temporal, Duration machine) {}

    /** What this number of clusters costs over a time in which nothing else is done. */
    public WatchLoad over(int clusters, Duration time) throws InterruptedException {
        Moment before = now();
        Thread.sleep(time);
        return between(clusters, before, now());
    }

    /** How many clusters the worker watches now. */
    int watched() {
        return (int) Scrape.of(http, metrics).sum("steward_watch_clusters");
    }

    /** How many nodes it has found to be fine. */
    int fine() {
        return (int) Scrape.of(http, metrics).sum("steward_nodes", "health=\"fine\"");
    }

    /** Whether the process that is measured is still there. */
    boolean workerLives() {
        return ProcessHandle.of(worker).filter(ProcessHandle::isAlive).isPresent();
    }

    private Moment now() {
        return new Moment(
                System.nanoTime(), Scrape.of(http, metrics), ProcessUse.of(worker), ProcessUse.of(temporal), machine());
    }

    /** Time that all processors together were busy. */
    private static Duration machine() {
        try {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
            long busy = 0;
            for (int i : new int[] {1, 2, 3, 6, 7}) { // user, nice, system, irq, softirq
                busy += Long.parseLong(fields[i]);
            }
            return Duration.ofMillis(busy * 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WatchLoad between(int clusters, Moment before, Moment after) {
        double seconds = (after.nanos - before.nanos) / 1e9;
        double asks = grown(before, after, ASKS, "");
        double answers = grown(before, after, ASKS, "\"leads\"") + grown(before, after, ASKS, "\"stands\"");
        double rounds = grown(before, after, "steward_watch_lateness_seconds_count", "");
        return new WatchLoad(
                clusters,
                answers / seconds,
                Math.round(asks - answers),
                Math.round(grown(before, after, "steward_verdicts_total", "")),
                asks == 0 ? 0 : grown(before, after, ASKING, "") / asks * 1000,
                rounds == 0 ? 0 : grown(before, after, "steward_watch_lateness_seconds_sum", "") / rounds * 1000,
                percent(before.worker.cpu(), after.worker.cpu(), seconds),
                after.worker.residentMib(),
                Math.round(after.meters.sum("jvm_memory_used_bytes", "area=\"heap\"") / MIB),
                percent(before.temporal.cpu(), after.temporal.cpu(), seconds),
                after.temporal.residentMib(),
                percent(before.machine, after.machine, seconds));
    }

    private static double grown(Moment before, Moment after, String meter, String label) {
        return after.meters.sum(meter, label) - before.meters.sum(meter, label);
    }

    private static double percent(Duration before, Duration after, double seconds) {
        return after.minus(before).toMillis() / 10.0 / seconds;
    }
}
