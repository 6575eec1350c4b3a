package dev.steward.protocol;

import java.util.function.Supplier;

/**
 * Something that can happen.
 *
 * @param sentence what
 * @param after the state after it
 */
record Step(Supplier<String> sentence, State after) {}
