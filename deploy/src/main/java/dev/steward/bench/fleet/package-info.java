/**
 * A fleet whose machines and data services are in memory, behind the real doors: what many instances cost broker, worker,
 * Temporal and its database.
 */
@NullMarked
package dev.steward.bench.fleet;

import org.jspecify.annotations.NullMarked;
