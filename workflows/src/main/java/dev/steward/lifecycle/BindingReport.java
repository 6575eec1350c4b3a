package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells of a binding. Holds a password.
 *
 * @param binding null when there is none, or not yet
 * @param operation what was last asked for about it, as far as it is remembered; null when nothing was
 */
public record BindingReport(
        @Nullable Binding binding, @Nullable Operation operation) {

    /** Whether this is what was asked for last, and is not done yet. */
    public boolean goesOn(Operation.Kind what) {
        return operation != null && operation.goesOn(what);
    }
}
