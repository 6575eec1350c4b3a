package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Request;

/**
 * A request to have an instance be another.
 *
 * @param from as what it was known to whoever asks
 * @param wanted what it is to be
 */
public record Alteration(Request from, ClusterSpec wanted) {}
