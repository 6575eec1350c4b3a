package dev.steward.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The samples of a benchmark, by the name of what was measured, in the order of their first use. */
public final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private int failures;

    public synchronized Samples of(String name) {
        return samples.computeIfAbsent(name, n -> new Samples());
    }

    /** One more. */
    public synchronized void failed() {
        failures++;
    }

    public synchronized int failures() {
        return failures;
    }

    /** Markdown, for people and for the documentation. */
    public synchronized String table(String title) {
        StringBuilder table = new StringBuilder("### " + title + "\n\n");
        table.append("| what | n | p50 | p95 | max |\n|---|---|---|---|---|\n");
        samples.forEach((name, s) -> table.append("| " + name + " | " + s.count() + " | " + told(s.percentile(50))
                + " | " + told(s.percentile(95)) + " | " + told(s.percentile(100)) + " |\n"));
        table.append("| failures | " + failures + " | | | |\n");
        return table.toString();
    }

    /** One line, times in milliseconds. */
    public synchronized String json(String title, Machine machine) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bench", title);
        line.put("machine", machine.toString());
        line.put("failures", failures);
        line.putAll(millis());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and strings are JSON", e);
        }
    }

    /** What a line of JSON says of each, times in milliseconds. */
    public synchronized Map<String, Object> millis() {
        Map<String, Object> all = new LinkedHashMap<>();
        samples.forEach((name, s) -> all.put(name, millis(s)));
        return all;
    }

    private static Map<String, Object> millis(Samples s) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("n", s.count());
        of.put("p50_ms", s.percentile(50).toNanos() / 1_000_000.0);
        of.put("p95_ms", s.percentile(95).toNanos() / 1_000_000.0);
        of.put("max_ms", s.percentile(100).toNanos() / 1_000_000.0);
        return of;
    }

    private static String told(Duration time) {
        return time.toMillis() < 1000
                ? String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1_000_000.0)
                : String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
