package dev.steward.broker.parameters;

/**
 * A rule that a parameter breaks.
 *
 * @param field its path, as {@code settings.work_mem}
 * @param value what was sent, as JSON; shortened when it is long
 * @param rule what it has to be
 */
public record Violation(String field, String value, String rule) {

    private static final int LONGEST = 80;

    static Violation of(String field, Object value, String rule) {
        String shown = value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        return new Violation(field, shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown, rule);
    }

    @Override
    public String toString() {
        return field + " is " + value + ": it " + rule;
    }
}
