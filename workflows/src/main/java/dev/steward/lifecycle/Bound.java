package dev.steward.lifecycle;

import dev.steward.cluster.Binding;

/**
 * The answer to a request for access.
 *
 * @param binding with its credentials
 * @param existed whether an identical request was answered before
 */
public record Bound(Binding binding, boolean existed) {}
