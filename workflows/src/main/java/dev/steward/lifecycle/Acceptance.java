package dev.steward.lifecycle;

/**
 * The answer to a request that takes time.
 *
 * @param operation by which to ask for its progress
 * @param finished whether there is nothing more to wait for: an identical request was finished before
 */
public record Acceptance(String operation, boolean finished) {}
