package dev.steward.instances;

import dev.steward.lifecycle.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which instances are looked for, by what is known of them in Temporal's visibility.
 *
 * @param conditions what has to be so, by the search attribute in question
 */
public record Search(Map<SearchAttributeKey<String>, String> conditions) {

    /** What can be asked for, and where it is looked for. */
    public static final Map<String, SearchAttributeKey<String>> WORDS = words();

    private static final String EXISTING = "WorkflowType = 'Cluster' AND ExecutionStatus = 'Running'";

    private static Map<String, SearchAttributeKey<String>> words() {
        Map<String, SearchAttributeKey<String>> words = new LinkedHashMap<>();
        words.put("plan", SearchAttributes.PLAN);
        words.put("infrastructure", SearchAttributes.INFRASTRUCTURE);
        words.put("state", SearchAttributes.PHASE);
        words.put("organization", SearchAttributes.ORGANIZATION);
        words.put("space", SearchAttributes.SPACE);
        words.put("name", SearchAttributes.NAME);
        words.put("request", SearchAttributes.REQUEST);
        return words;
    }

    public static Search forAll() {
        return new Search(Map.of());
    }

    /**
     * The same, for those of which this is so as well.
     *
     * @param word one of {@link #WORDS}
     * @return empty when there is no such word
     */
    public Optional<Search> with(String word, String value) {
        SearchAttributeKey<String> key = WORDS.get(word);
        if (key == null) {
            return Optional.empty();
        }
        Map<SearchAttributeKey<String>, String> more = new LinkedHashMap<>(conditions);
        more.put(key, word.equals("state") ? value.toUpperCase(Locale.ROOT) : value);
        return Optional.of(new Search(more));
    }

    /** As Temporal has it: a list filter. */
    String query() {
        return EXISTING
                + conditions.entrySet().stream()
                        .map(c -> " AND " + SearchAttributes.is(c.getKey(), c.getValue()))
                        .collect(Collectors.joining());
    }
}
