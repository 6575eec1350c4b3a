package dev.steward.protocol;

import java.util.Optional;

/**
 * What an exploration came to.
 *
 * @param states how many were reached
 * @param steps between them
 * @param depth how many steps away the farthest of them is
 * @param found the way to what was sought; empty: it is nowhere
 */
record Exploration(int states, long steps, int depth, Optional<Trace> found) {

    @Override
    public String toString() {
        return "%,d states, %,d steps between them, the farthest %d steps away%s"
                .formatted(states, steps, depth, found.map(t -> "\n" + t).orElse(""));
    }
}
