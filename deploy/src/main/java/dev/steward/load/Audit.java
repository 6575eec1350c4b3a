package dev.steward.load;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the writers were told, compared with what is there.
 *
 * @param acknowledged how many writes were acknowledged
 * @param lost acknowledged, and not there
 * @param duplicated there more than once
 */
public record Audit(int acknowledged, List<String> lost, List<String> duplicated) {

    public static Audit of(Acknowledgements told, List<Writes.Row> there) {
        Map<String, Writes.Row> found =
                there.stream().collect(Collectors.toMap(r -> name(r.writer(), r.sequence()), Function.identity()));
        List<String> lost = told.all().stream()
                .map(a -> name(a.writer(), a.sequence()))
                .filter(n -> !found.containsKey(n))
                .toList();
        List<String> twice = there.stream()
                .filter(r -> r.times() > 1)
                .map(r -> name(r.writer(), r.sequence()))
                .toList();
        return new Audit(told.count(), lost, twice);
    }

    private static String name(String writer, long sequence) {
        return writer + " #" + sequence;
    }

    public boolean clean() {
        return lost.isEmpty() && duplicated.isEmpty();
    }
}
