/**
 * Valkey's know-how. Replication is asynchronous: what the leader's death can cost, and what {@code WAIT} saves, is told in
 * the documentation. What runs on the nodes lies beside it as scripts.
 */
@NullMarked
package dev.steward.engine.valkey;

import org.jspecify.annotations.NullMarked;
