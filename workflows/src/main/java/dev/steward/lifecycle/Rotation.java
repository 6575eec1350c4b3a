package dev.steward.lifecycle;

import dev.steward.cluster.Caller;

/**
 * A request for the successor of a binding (OSB 2.17, Binding Rotation): it is asked for with what its predecessor was.
 *
 * @param predecessor the id of a binding of the same instance that gives access
 * @param caller who asks
 */
public record Rotation(String predecessor, Caller caller) {}
