package dev.steward.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping in a document. Asking for a key makes it a known one; whoever asked for all of them is told of the others.
 *
 * <p>Where a value is missing or wrong, the problem is recorded and the rule's own example is returned in its place, so
 * that reading goes on.
 */
public final class Section {

    private final Document document;
    private final MappingNode node;
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> unknown = new LinkedHashMap<>();

    Section(Document document, MappingNode node, String path) {
        this.document = document;
        this.node = node;
        this.path = path;
        node.getValue().forEach(this::enter);
        unknown.putAll(values);
    }

    private void enter(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode s ? s.getValue() : "?";
        if (values.put(key, entry.getValueNode()) != null) {
            document.problem(entry.getKeyNode(), at(key), "is given twice");
        }
    }

    /** Reads this section by a reader that asks for every key it knows; the others are problems. */
    <T> T whole(Function<Section, T> reader) {
        T result = reader.apply(this);
        unknown.forEach((key, value) -> document.problem(value, at(key), "is not a known key"));
        return result;
    }

    /** A value that has to be there. */
    public <T> T value(String key, Rule<T> rule) {
        return optional(key, rule).orElseGet(() -> {
            if (!values.containsKey(key)) {
                document.problem(node, at(key), "is missing: " + rule.expectation());
            }
            return rule.example();
        });
    }

    /** Whether something is said under a key, right or wrong. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** A value that may be left out. Empty too when it is there and wrong. */
    public <T> Optional<T> optional(String key, Rule<T> rule) {
        return known(key).flatMap(found -> scalar(found, at(key), rule));
    }

    /** Scalars in a list; none when it is left out. */
    public <T> List<T> values(String key, Rule<T> rule) {
        List<Node> items = known(key).map(n -> items(n, at(key))).orElse(List.of());
        return IntStream.range(0, items.size())
                .mapToObj(i -> scalar(items.get(i), at(key) + "[" + i + "]", rule))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A scalar, or a list of them that are all different; at least one. */
    public <T> List<T> oneOrMore(String key, Rule<T> rule) {
        if (!(values.get(key) instanceof SequenceNode list) || list.getValue().isEmpty()) {
            return List.of(value(key, rule));
        }
        List<T> several = values(key, rule);
        if (several.stream().distinct().count() < several.size()) {
            refuse(key, "names one of them twice");
        }
        return several.isEmpty() ? List.of(rule.example()) : several;
    }

    /** A mapping of freely chosen keys to scalars; empty when it is left out. */
    public Map<String, String> texts(String key, Rule<String> rule) {
        Map<String, String> texts = new LinkedHashMap<>();
        known(key)
                .flatMap(n -> section(n, at(key)))
                .ifPresent(free -> free.values.forEach(
                        (name, value) -> scalar(value, free.at(name), rule).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    /** A mapping that has to be there. Where it is not, it reads as one without any value. */
    public <T> Optional<T> section(String key, Function<Section, T> reader) {
        if (!values.containsKey(key)) {
            document.problem(node, at(key), "is missing: has to be a mapping");
        }
        return optionalSection(key, reader);
    }

    /** A mapping that may be left out. */
    public <T> Optional<T> optionalSection(String key, Function<Section, T> reader) {
        return known(key).flatMap(n -> section(n, at(key))).map(s -> s.whole(reader));
    }

    /** A list of mappings, at least one. */
    public <T> List<T> sections(String key, Function<Section, T> reader) {
        List<Node> items = known(key).map(n -> items(n, at(key))).orElse(List.of());
        if (items.isEmpty()) {
            document.problem(values.getOrDefault(key, node), at(key), "has to be a list of at least one mapping");
        }
        return IntStream.range(0, items.size())
                .mapToObj(i -> section(items.get(i), at(key) + "[" + i + "]"))
                .flatMap(Optional::stream)
                .map(s -> s.whole(reader))
                .toList();
    }

    /** Records a problem with a value that was read and is wrong for a reason no rule of its own can see. */
    public void refuse(String key, String what) {
        document.problem(values.getOrDefault(key, node), at(key), what);
    }

    private Optional<Node> known(String key) {
        return Optional.ofNullable(unknown.remove(key)).or(() -> Optional.ofNullable(values.get(key)));
    }

    private <T> Optional<T> scalar(Node found, String key, Rule<T> rule) {
        Optional<T> value = found instanceof ScalarNode s && !s.getTag().equals(Tag.NULL)
                ? rule.read().apply(s.getValue())
                : Optional.empty();
        if (value.isEmpty()) {
            String is = found instanceof ScalarNode s ? ", is '" + s.getValue() + "'" : "";
            document.problem(found, key, rule.expectation() + is);
        }
        return value;
    }

    private List<Node> items(Node found, String key) {
        if (found instanceof SequenceNode s) {
            return s.getValue();
        }
        document.problem(found, key, "has to be a list");
        return List.of();
    }

    private Optional<Section> section(Node found, String key) {
        if (found instanceof MappingNode m) {
            return Optional.of(new Section(document, m, key));
        }
        document.problem(found, key, "has to be a mapping");
        return Optional.empty();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
