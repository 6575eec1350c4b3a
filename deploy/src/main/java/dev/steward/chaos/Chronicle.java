package dev.steward.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.bench.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcomes of a run, for people and for programs. Thread-safe. */
public final class Chronicle {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration limit;
    private final List<Outcome> outcomes = new ArrayList<>();
    private long lostLater;

    /**
     * A chronicle.
     *
     * @param limit what counts as the time to redundancy of a cluster that was given up: a lower bound
     */
    public Chronicle(Duration limit) {
        this.limit = limit;
    }

    public synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** Writes that were there after their episode, and not at the end of their cluster. */
    synchronized void addLostLater(long writes) {
        lostLater += writes;
    }

    /** Whether every promise was kept, and every cluster came back. */
    public synchronized boolean isFine() {
        return lostLater == 0 && outcomes.stream().allMatch(Outcome::isFine);
    }

    private long lost() {
        return lostLater + outcomes.stream().mapToLong(Outcome::lost).sum();
    }

    private long dualAckers() {
        return outcomes.stream().mapToLong(Outcome::dualAckers).sum();
    }

    private long acknowledged() {
        return outcomes.stream().mapToLong(Outcome::acknowledged).sum();
    }

    private double redundancy(double percent) {
        Samples samples = new Samples();
        outcomes.forEach(o -> samples.add(o.whole().orElse(limit)));
        return samples.count() == 0 ? 0 : Math.round(samples.percentile(percent).toMillis() / 100.0) / 10.0;
    }

    /** Markdown. */
    public synchronized String table() {
        StringBuilder table = new StringBuilder(
                "| episode | gap | acknowledged | lost | dual ackers | redundancy after | what did not come true |\n"
                        + "|---|---|---|---|---|---|---|\n");
        outcomes.forEach(o -> table.append(row(o)));
        table.append(String.format(
                Locale.ROOT,
                "%n%d episodes, %d acknowledged writes, %d lost (%d of them only later), %d dual ackers; redundancy"
                        + " after p50 %.1f s, p95 %.1f s, counted from the first strike until the cluster is whole, the"
                        + " time included in which the fault lasts.%n",
                outcomes.size(),
                acknowledged(),
                lost(),
                lostLater,
                dualAckers(),
                redundancy(50),
                redundancy(95)));
        Catalogue.IMPOSSIBLE.forEach((name, why) ->
                table.append("Not done: ").append(name).append(": ").append(why).append(".\n"));
        return table.toString();
    }

    private static String row(Outcome o) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f s | %d | %d | %d | %s | %s |%n",
                o.episode().name(),
                o.gap().toMillis() / 1000.0,
                o.acknowledged(),
                o.lost(),
                o.dualAckers(),
                o.whole()
                        .map(w -> String.format(Locale.ROOT, "%.1f s", w.toMillis() / 1000.0))
                        .orElse("never"),
                String.join("; ", o.complaints()));
    }

    /** One line. */
    public synchronized String json() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("episodes", outcomes.size());
        line.put("acked", acknowledged());
        line.put("lost", lost());
        line.put("dual_ackers", dualAckers());
        line.put("redundancy_p95_s", redundancy(95));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers are JSON", e);
        }
    }
}
