/** The door to the clusters' workflows: the only one in the broker that speaks with Temporal. */
@NullMarked
package dev.steward.broker.clusters;

import org.jspecify.annotations.NullMarked;
