package dev.steward.lifecycle;

import dev.steward.trouble.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * How far a child workflow is.
 *
 * @param step what it is doing, for the user: {@code creating 3 machines (2 of 3 answer)}
 * @param trouble why the step is being tried again, if it is
 * @param givenUp whether it has failed and is only undoing what it did
 */
public record Progress(String step, @Nullable Trouble trouble, boolean givenUp) {

    /** Under this name it is in the child's memo, where it can be read while the child is busy. */
    public static final String MEMO = "progress";
}
