/** The broker's process: its settings, its wiring, its start. */
@NullMarked
package dev.steward.broker;

import org.jspecify.annotations.NullMarked;
