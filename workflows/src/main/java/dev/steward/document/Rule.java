package dev.steward.document;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value has to be.
 *
 * @param expectation what the writer of the file is told, {@code has to be …}
 * @param example stands in for a value that is missing or wrong
 * @param read empty when the text is not such a value
 */
public record Rule<T>(String expectation, T example, Function<String, Optional<T>> read) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})(s|m|h|d)");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    /** Any text that is not blank. */
    public static Rule<String> text() {
        return new Rule<>("has to be a text", "", text -> text.isBlank() ? Optional.empty() : Optional.of(text));
    }

    /**
     * A text of some form.
     *
     * @param form said in words, after {@code has to be}
     */
    public static Rule<String> matching(String form, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Rule<>(
                "has to be " + form,
                "",
                text -> Optional.of(text).filter(t -> pattern.matcher(t).matches()));
    }

    /** A text in which {@code ${NAME}} is taken from the environment. */
    public static Rule<String> expandedText() {
        return new Rule<>(
                "has to be a text whose ${...} are all set in the environment",
                "",
                text -> expanded(text).filter(expanded -> !expanded.isBlank()));
    }

    /**
     * The path of a file, in which {@code ${NAME}} is taken from the environment.
     *
     * @param folder what a relative one is relative to
     */
    public static Rule<Path> path(Path folder) {
        return new Rule<>(
                "has to be a path whose ${...} are all set in the environment",
                folder,
                text -> expandedText().read().apply(text).flatMap(expanded -> resolved(folder, expanded)));
    }

    private static Optional<Path> resolved(Path folder, String path) {
        try {
            return Optional.of(folder.resolve(path));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> expanded(String text) {
        Map<String, String> environment = System.getenv();
        Matcher variables = VARIABLE.matcher(text);
        return variables.results().allMatch(v -> environment.containsKey(v.group(1)))
                ? Optional.of(variables.replaceAll(
                        v -> Matcher.quoteReplacement(String.valueOf(environment.get(v.group(1))))))
                : Optional.empty();
    }

    /** {@code true} or {@code false}. */
    public static Rule<Boolean> flag() {
        return new Rule<>(
                "has to be true or false",
                false,
                text -> Optional.of(text)
                        .filter(List.of("true", "false")::contains)
                        .map(Boolean::valueOf));
    }

    /** A whole number within both bounds. */
    public static Rule<Integer> integer(int least, int most) {
        return new Rule<>(
                "has to be a whole number from " + least + " to " + most,
                least,
                text -> Optional.of(text)
                        .filter(INTEGER.asMatchPredicate())
                        .map(Integer::valueOf)
                        .filter(n -> n >= least && n <= most));
    }

    /** A number above 0, a fraction allowed. */
    public static Rule<Double> positive() {
        return new Rule<>(
                "has to be a number above 0",
                1.0,
                text -> Optional.of(text)
                        .filter(DECIMAL.asMatchPredicate())
                        .map(t -> new BigDecimal(t).doubleValue())
                        .filter(n -> n > 0));
    }

    /** A number and its unit: {@code 15s}, {@code 10m}, {@code 1h}. */
    public static Rule<Duration> duration() {
        return new Rule<>(
                "has to be a duration such as 15s, 10m or 1h",
                Duration.ofSeconds(1),
                text -> Optional.of(DURATION.matcher(text))
                        .filter(Matcher::matches)
                        .map(m -> m.group(2).equals("d")
                                ? Duration.ofDays(Long.parseLong(m.group(1)))
                                : Duration.parse("PT" + m.group(1) + m.group(2))));
    }

    /**
     * The same, and something more.
     *
     * @param nowExpected takes the place of the expectation
     */
    public Rule<T> also(String nowExpected, Predicate<T> holds) {
        return new Rule<>(nowExpected, example, text -> read.apply(text).filter(holds));
    }
}
