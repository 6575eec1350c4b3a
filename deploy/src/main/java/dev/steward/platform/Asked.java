package dev.steward.platform;

import org.jspecify.annotations.Nullable;

/**
 * The answer to something asked of the broker.
 *
 * @param finished whether there is nothing to wait for
 * @param operation by which to ask for its progress; null when the broker names none
 */
public record Asked(boolean finished, @Nullable String operation) {}
