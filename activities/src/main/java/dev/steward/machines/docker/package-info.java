/** Machines as Docker containers. */
@NullMarked
package dev.steward.machines.docker;

import org.jspecify.annotations.NullMarked;
