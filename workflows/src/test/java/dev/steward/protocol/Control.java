package dev.steward.protocol;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How the control plane has something done: an answer comes, or nothing is heard and it comes later, or never. */
final class Control {

    private Control() {}

    /** @param answered what the control plane makes of the answer, when one comes */
    static void asks(State state, Act act, UnaryOperator<State> answered, Consumer<Step> next) {
        act.in(state).ifPresent(done -> next.accept(new Step(act::toString, answered.apply(done))));
        if (state.stray() == null && state.left().strays() > 0) {
            Bounds left = state.left();
            Bounds fewer = left.oneStrayLess();
            next.accept(new Step(
                    () -> act + ": asked, and nothing is heard of it",
                    state.strays(act).left(fewer)));
        }
    }
}
