/**
 * What every engine does on nodes in the same way: acts by scripts, each in an epoch, refused when that is over; the lock,
 * the packet filter by which a node is sealed, the fence that stops a leader that is cut off; certificates and TLS.
 */
@NullMarked
package dev.steward.node;

import org.jspecify.annotations.NullMarked;
