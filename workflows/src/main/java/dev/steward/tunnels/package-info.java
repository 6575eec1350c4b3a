/** Ways for people from outside to a cluster's nodes: what is asked for, what is handed out, and who is let in. */
@NullMarked
package dev.steward.tunnels;

import org.jspecify.annotations.NullMarked;
