package dev.steward.protocol;

import java.util.function.Consumer;

/** A part of what can happen. */
@FunctionalInterface
interface Steps {

    /** Names each step that can be the next. */
    void from(State state, Consumer<Step> next);
}
