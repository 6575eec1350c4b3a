/** Machines from afar: SSH with pinned host keys, and scripts that are copied once and then called. */
@NullMarked
package dev.steward.remote;

import org.jspecify.annotations.NullMarked;
