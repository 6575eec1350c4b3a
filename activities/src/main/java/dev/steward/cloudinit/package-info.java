/** What machines are born with where cloud-init reads it: the same on every cloud. */
@NullMarked
package dev.steward.cloudinit;

import org.jspecify.annotations.NullMarked;
