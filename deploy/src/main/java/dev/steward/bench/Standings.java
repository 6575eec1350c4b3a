package dev.steward.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several bouts came to, as one table and as one line of JSON. */
public final class Standings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Bout> bouts = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();

    public void add(Bout bout) {
        bouts.add(bout);
    }

    /** A bout that did not take place, and why. */
    public void skip(String name, String why) {
        skipped.put(name, why);
    }

    /** Whether every run gave a figure and nobody lost or doubled a write, or acknowledged beside another. */
    public boolean clean() {
        return bouts.stream()
                .allMatch(b -> b.spoilt().isEmpty() && b.outcomes().stream().allMatch(Outcome::kept));
    }

    /** Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(row(Stream.of(
                        Stream.of("episode", "runs", "gap p50", "p95", "max"),
                        Stream.of(Milestone.values()).map(Milestone::title),
                        Stream.of("whole again p50", "leader moved", "acknowledged", "lost", "twice", "two leaders"))
                .flatMap(s -> s)));
        table.append("|---".repeat(11 + Milestone.values().length)).append("|\n");
        bouts.stream().filter(b -> !b.outcomes().isEmpty()).forEach(b -> table.append(row(b)));
        skipped.forEach((name, why) ->
                table.append("\nNot tried: ").append(name).append(": ").append(why));
        bouts.forEach(b -> b.spoilt()
                .forEach(why -> table.append("\nNo figure: ")
                        .append(b.name())
                        .append(": ")
                        .append(why)));
        return table.append('\n').toString();
    }

    private static String row(Bout b) {
        Samples gaps = b.gaps();
        Stream<String> figures = Stream.of(
                b.name(),
                Integer.toString(gaps.count()),
                told(gaps.percentile(50)),
                told(gaps.percentile(95)),
                told(gaps.percentile(100)));
        Stream<String> milestones = Stream.of(Milestone.values())
                .map(m -> b.typically(m).map(Standings::told).orElse("-"));
        Stream<String> rest = Stream.of(
                told(b.wholes().percentile(50)),
                b.moved() + "",
                b.acknowledged() + "",
                b.lost() + "",
                b.duplicated() + "",
                b.twoLeaders() + "");
        return row(Stream.of(figures, milestones, rest).flatMap(s -> s));
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** One line; times in milliseconds, milestones the median after the fault. */
    public String json(Machine machine) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("machine", machine.toString());
        line.put(
                "episodes",
                bouts.stream()
                        .filter(b -> !b.outcomes().isEmpty())
                        .map(Standings::figures)
                        .toList());
        line.put("skipped", skipped);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and strings are JSON", e);
        }
    }

    private static Map<String, Object> figures(Bout b) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("name", b.name());
        of.put("runs", b.gaps().count());
        of.put("p50_ms", b.gaps().percentile(50).toMillis());
        of.put("p95_ms", b.gaps().percentile(95).toMillis());
        of.put("max_ms", b.gaps().percentile(100).toMillis());
        for (Milestone m : Milestone.values()) {
            b.typically(m).ifPresent(t -> of.put(m.title() + "_p50_ms", t.toMillis()));
        }
        of.put("whole_p50_ms", b.wholes().percentile(50).toMillis());
        of.put("whole_p95_ms", b.wholes().percentile(95).toMillis());
        of.put("moved", b.moved());
        of.put("acked", b.acknowledged());
        of.put("lost", b.lost());
        of.put("duplicated", b.duplicated());
        of.put("dual_ackers", b.twoLeaders());
        of.put("spoilt", b.spoilt().size());
        return of;
    }

    static String told(Duration time) {
        return time.toMillis() < 1000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
