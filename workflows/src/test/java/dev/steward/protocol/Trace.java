package dev.steward.protocol;

import java.util.List;

/**
 * A shortest way to what was sought.
 *
 * @param steps what happened, in order
 * @param end what is the case then
 */
record Trace(List<String> steps, String end) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%3d. %s%n".formatted(i + 1, steps.get(i)));
        }
        return text + "     " + end;
    }
}
