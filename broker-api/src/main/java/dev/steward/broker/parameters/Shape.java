package dev.steward.broker.parameters;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a parameter's value may be: checked by {@link #check}, told to platforms by {@link #schema} (JSON Schema, draft 4). */
public sealed interface Shape {

    /** Keyword by keyword, in the order in which people read them. */
    Map<String, Object> schema();

    /** Tells every rule that a value breaks; null stands for JSON's null, which no shape allows. */
    void check(String field, @Nullable Object value, Consumer<Violation> broken);

    private static Map<String, Object> keywords(Object... keysAndValues) {
        Map<String, Object> keywords = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keywords.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return keywords;
    }

    private static void refuse(String field, @Nullable Object value, String rule, Consumer<Violation> broken) {
        broken.accept(Violation.of(field, value == null ? "null" : value, rule));
    }

    /** A whole number within bounds, both included. */
    record Whole(long least, long most) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return keywords("type", "integer", "minimum", least, "maximum", most);
        }

        @Override
        public void check(String field, @Nullable Object value, Consumer<Violation> broken) {
            boolean within = (value instanceof Integer || value instanceof Long)
                    && value instanceof Number number
                    && number.longValue() >= least
                    && number.longValue() <= most;
            if (!within) {
                refuse(field, value, "has to be a whole number from " + least + " to " + most, broken);
            }
        }
    }

    /** A number within bounds, both included. */
    record Decimal(double least, double most) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return keywords("type", "number", "minimum", least, "maximum", most);
        }

        @Override
        public void check(String field, @Nullable Object value, Consumer<Violation> broken) {
            boolean within = value instanceof Number n
                    && !(n instanceof BigInteger)
                    && n.doubleValue() >= least
                    && n.doubleValue() <= most;
            if (!within) {
                refuse(field, value, "has to be a number from " + least + " to " + most, broken);
            }
        }
    }

    /** Yes or no. */
    record Flag() implements Shape {
        @Override
        public Map<String, Object> schema() {
            return keywords("type", "boolean");
        }

        @Override
        public void check(String field, @Nullable Object value, Consumer<Violation> broken) {
            if (!(value instanceof Boolean)) {
                refuse(field, value, "has to be true or false", broken);
            }
        }
    }

    /** One of these words. */
    record Choice(List<String> words) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return keywords("type", "string", "enum", words);
        }

        @Override
        public void check(String field, @Nullable Object value, Consumer<Violation> broken) {
            if (!(value instanceof String word) || !words.contains(word)) {
                refuse(field, value, "has to be one of " + String.join(", ", words), broken);
            }
        }
    }

    /**
     * A text of a certain form.
     *
     * @param form of which the whole text has to be
     * @param said the form in words, after "has to be"
     */
    record Text(Pattern form, String said) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return keywords("type", "string", "pattern", "^(" + form.pattern() + ")$");
        }

        @Override
        public void check(String field, @Nullable Object value, Consumer<Violation> broken) {
            if (!(value instanceof String text) || !form.matcher(text).matches()) {
                refuse(field, value, "has to be " + said, broken);
            }
        }
    }

    /** A list without repetition. */
    record Items(Shape each, int most) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return keywords("type", "array", "items", each.schema(), "uniqueItems", true, "maxItems", most);
        }

        @Override
        public void check(String field, @Nullable Object value, Consumer<Violation> broken) {
            if (!(value instanceof List<?> items)) {
                refuse(field, value, "has to be a list", broken);
                return;
            }
            if (items.size() > most || new HashSet<>(items).size() < items.size()) {
                refuse(field, value, "has to have no more than " + most + " items, each of them once", broken);
            }
            IntStream.range(0, items.size()).forEach(i -> each.check(field + "[" + i + "]", items.get(i), broken));
        }
    }

    /** An object with these fields and no other; those that are not required may be missing. */
    record Fields(Map<String, Field> fields, List<String> required) implements Shape {
        public Fields {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            required = List.copyOf(required);
        }

        /** Each of which may be missing. */
        public Fields(Map<String, Field> fields) {
            this(fields, List.of());
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            fields.forEach((name, field) -> {
                Map<String, Object> described = keywords("description", field.description());
                described.putAll(field.shape().schema());
                properties.put(name, described);
            });
            Map<String, Object> schema =
                    keywords("type", "object", "properties", properties, "additionalProperties", false);
            if (!required.isEmpty()) { // JSON Schema, draft 4: it has at least one element
                schema.put("required", required);
            }
            return schema;
        }

        @Override
        public void check(String path, @Nullable Object value, Consumer<Violation> broken) {
            if (!(value instanceof Map<?, ?> given)) {
                refuse(path, value, "has to be a JSON object", broken);
                return;
            }
            required.stream()
                    .filter(name -> !given.containsKey(name))
                    .forEach(name -> refuse(path, given, "has to have a field " + name, broken));
            given.forEach((name, part) -> {
                String at = path.isEmpty() ? String.valueOf(name) : path + "." + name;
                Field known = fields.get(String.valueOf(name));
                if (known == null) {
                    refuse(at, part, "is not known here; known are " + knownNames(), broken);
                } else {
                    known.shape().check(at, part, broken);
                }
            });
        }

        private String knownNames() {
            return fields.isEmpty() ? "no parameters" : String.join(", ", fields.keySet());
        }
    }

    /**
     * A field of an object.
     *
     * @param description for people, in the schema
     * @param shape what it may be
     */
    record Field(String description, Shape shape) {}
}
