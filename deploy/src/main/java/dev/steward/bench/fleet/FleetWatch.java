package dev.steward.bench.fleet;

import dev.steward.bench.Scrape;
import dev.steward.bench.Waiting;
import dev.steward.lab.Command;
import dev.steward.platform.BrokerError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the worker says of its watch, and the storms it has strike.
 *
 * @param metrics where its meters are
 * @param storms where storms are ordered
 * @param nodes how many each instance has
 */
public record FleetWatch(HttpClient http, URI metrics, URI storms, int nodes) {

    /**
     * Until the nodes of so many instances are watched and found to be fine.
     *
     * @param began in nanoseconds of this process's clock
     * @return how long it took since then
     * @throws IllegalStateException when it is not so in time
     */
    Duration untilAllFine(int instances, Duration limit, long began) {
        if (!Waiting.until(limit, () -> allFine(instances))) {
            throw new IllegalStateException("not all of " + instances + " instances are watched and fine after "
                    + limit.toSeconds() + " s: " + scrape().sum("steward_watch_clusters") + " watched, "
                    + scrape().sum("steward_nodes", "health=\"fine\"") + " nodes fine");
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean allFine(int instances) {
        try {
            Scrape now = scrape();
            return now.sum("steward_watch_clusters") >= instances
                    && now.sum("steward_nodes", "health=\"fine\"") >= (double) nodes * instances;
        } catch (UncheckedIOException e) {
            return false; // it is just starting
        }
    }

    /** Bytes in use on the worker's heap. */
    double heap() {
        return scrape().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }

    private Scrape scrape() {
        return Scrape.of(http, metrics);
    }

    /** In a JVM of ours: what is left afterwards is in use. */
    void collectGarbage(long pid) {
        Command.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), "GC.run"));
    }

    /** So many clusters lose their leaders at once: how long each had none, of those that have one again. */
    List<Duration> storm(int clusters) {
        HttpRequest order = HttpRequest.newBuilder(storms)
                .POST(HttpRequest.BodyPublishers.ofString(Integer.toString(clusters)))
                .build();
        try {
            return http.send(order, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .map(nanos -> Duration.ofNanos(Long.parseLong(nanos)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a storm", e);
        }
    }

    /** Until the broker, which may be starting or busy with it, says so. */
    void untilAnswered(BooleanSupplier so, Duration limit) {
        if (!isAnswered(so, limit)) {
            throw new IllegalStateException("it was not so in " + limit.toSeconds() + " s");
        }
    }

    /** Whether the broker says so in the end. */
    boolean isAnswered(BooleanSupplier so, Duration limit) {
        return Waiting.until(limit, () -> answered(so));
    }

    private static boolean answered(BooleanSupplier so) {
        try {
            return so.getAsBoolean();
        } catch (BrokerError e) {
            return false; // there is an answer in the end, or the limit is told
        }
    }
}
