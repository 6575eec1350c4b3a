package dev.steward.broker;

import org.jspecify.annotations.Nullable;

/**
 * One step of a sequence.
 *
 * @param first a request; null: what goes on comes to its end
 * @param second another at the same time; null: none
 * @param doomed whether what comes to its end fails
 */
record Turn(@Nullable Move first, @Nullable Move second, boolean doomed) {

    static Turn of(Move move) {
        return new Turn(move, null, false);
    }

    static Turn of(Move one, Move other) {
        return new Turn(one, other, false);
    }

    static Turn settling(boolean doomed) {
        return new Turn(null, null, doomed);
    }

    @Override
    public String toString() {
        if (first == null) {
            return doomed ? "SETTLE, doomed" : "SETTLE";
        }
        return second == null ? first.toString() : first + " || " + second;
    }
}
