package dev.steward.machines;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks at one thing after the other; what can't be looked at is missing, and the reason is what its operator reads. */
public final class Survey {

    private final List<Prerequisite> seen = new ArrayList<>();
    private boolean over;

    /**
     * Looks at the next thing.
     *
     * @param what it is, for when it can't be looked at
     */
    public Survey look(String what, Supplier<Prerequisite> look) {
        if (over) {
            return this;
        }
        try {
            seen.add(look.get());
        } catch (ApplicationFailure e) {
            seen.add(Prerequisite.missing(what, Trouble.of(e).forOperator()));
        }
        return this;
    }

    /** The same for what is there or not. */
    public Survey look(String what, String remedy, BooleanSupplier isThere) {
        return look(what, () -> isThere.getAsBoolean() ? Prerequisite.met(what) : Prerequisite.missing(what, remedy));
    }

    /** The same for what all the rest depends on: without it nothing more is looked at. */
    public Survey first(String what, String remedy, BooleanSupplier isThere) {
        look(what, remedy, isThere);
        over = !seen.getLast().isMet();
        return this;
    }

    /** What was seen, in the order in which it was looked at. */
    public List<Prerequisite> seen() {
        return List.copyOf(seen);
    }
}
