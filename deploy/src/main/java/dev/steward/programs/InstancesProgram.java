package dev.steward.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.instances.Found;
import dev.steward.instances.Instances;
import dev.steward.instances.Search;
import dev.steward.instances.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code instances}: those of which something is so, found by Temporal's visibility. */
final class InstancesProgram {

    private static final String JSON = "--json";
    private static final List<String> HEAD =
            List.of("INSTANCE", "NAME", "PLAN", "ON", "STATE", "ORGANIZATION", "SPACE", "SINCE");

    private InstancesProgram() {}

    /**
     * Lists them.
     *
     * @param arguments {@code --<word> <value>}, any number of them, and {@code --json}
     */
    static int run(List<String> arguments, Surroundings surroundings) {
        Search search = search(arguments.stream().filter(a -> !a.equals(JSON)).toList());
        try (Instances instances = surroundings.instances()) {
            List<Found> found = instances.found(search);
            System.out.println(arguments.contains(JSON) ? json(found) : table(found));
            return 0;
        }
    }

    static Search search(List<String> arguments) {
        Search search = Search.forAll();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!option.startsWith("--") || i + 1 == arguments.size()) {
                throw usage();
            }
            search = search.with(option.substring(2), arguments.get(i + 1)).orElseThrow(InstancesProgram::usage);
        }
        return search;
    }

    private static Surroundings.Unusable usage() {
        return new Surroundings.Unusable(
                "usage: instances [--json] [--" + String.join(" VALUE] [--", Search.WORDS.keySet()) + " VALUE]");
    }

    private static String table(List<Found> found) {
        String count = found.size() == 1 ? "1 instance" : found.size() + " instances";
        return found.isEmpty()
                ? count
                : Table.of(HEAD, found.stream().map(InstancesProgram::row).toList()) + "\n" + count;
    }

    private static List<String> row(Found f) {
        return fields(f).values().stream()
                .map(cell -> cell.isEmpty() ? "-" : printable(cell))
                .toList();
    }

    /** What a tenant has written may not move the cursor. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static Map<String, String> fields(Found f) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> row = List.of(
                f.id(),
                f.name(),
                f.plan(),
                f.infrastructure(),
                f.state().toLowerCase(Locale.ROOT),
                f.organization(),
                f.space(),
                f.since().toString());
        for (int i = 0; i < row.size(); i++) {
            fields.put(HEAD.get(i).toLowerCase(Locale.ROOT), row.get(i));
        }
        return fields;
    }

    private static String json(List<Found> found) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(
                            found.stream().map(InstancesProgram::fields).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
