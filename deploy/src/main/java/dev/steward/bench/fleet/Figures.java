package dev.steward.bench.fleet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Single figures, in the order in which they were found. */
final class Figures {

    private final Map<String, Double> figures = new LinkedHashMap<>();

    /**
     * Keeps one.
     *
     * @param name with the unit as its last word: {@code all created, s}
     */
    void add(String name, double figure) {
        figures.put(name, figure);
    }

    /** Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("| what | figure |\n|---|---|\n");
        figures.forEach((name, figure) -> table.append(row(name, figure)));
        return table.toString();
    }

    private static String row(String name, double figure) {
        int comma = name.lastIndexOf(", ");
        String number = figure == Math.rint(figure)
                ? String.format(Locale.ROOT, "%,d", Math.round(figure))
                : String.format(Locale.ROOT, "%,.2f", figure);
        return comma < 0
                ? "| " + name + " | " + number + " |\n"
                : "| " + name.substring(0, comma) + " | " + number + " " + name.substring(comma + 2) + " |\n";
    }

    /** One that was kept. */
    double of(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    /** By name, for machines. */
    Map<String, Double> all() {
        return Collections.unmodifiableMap(figures);
    }
}
