package dev.steward.instances;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns, as wide as they have to be; those in which nothing is written are left out. */
public final class Table {

    private static final String NOTHING = "-";

    private Table() {}

    /**
     * Draws it.
     *
     * @param rows each as long as the head; a hyphen stands for nothing
     */
    public static String of(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(rows);
        all.addFirst(head);
        List<Integer> columns = IntStream.range(0, head.size())
                .filter(c -> rows.stream().anyMatch(row -> !row.get(c).equals(NOTHING)))
                .boxed()
                .toList();
        return all.stream()
                .map(row -> columns.stream()
                        .map(c -> row.get(c)
                                + " ".repeat(width(all, c) - row.get(c).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
