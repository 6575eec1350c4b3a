/** The way to a node: SSH, and the scripts run there. */
@NullMarked
package dev.steward.remote;

import org.jspecify.annotations.NullMarked;
