package dev.steward.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * A process's meters at one moment.
 *
 * @param lines in Prometheus' form
 */
public record Scrape(List<String> lines) {

    /** Asks a process for its meters. */
    public static Scrape of(HttpClient http, URI metrics) {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
            return new Scrape(answer.body().lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for meters", e);
        }
    }

    /** The sum over all series of this name that carry this label; 0 when there is none. */
    public double sum(String name, String label) {
        return lines.stream()
                .filter(l -> l.startsWith(name + "{") || l.startsWith(name + " "))
                .filter(l -> l.contains(label))
                .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The sum over all series of this name. */
    public double sum(String name) {
        return sum(name, "");
    }
}
