/** The gateway: an SSH server that leads people from outside to the nodes of their instances, and nowhere else. */
@NullMarked
package dev.steward.gateway;

import org.jspecify.annotations.NullMarked;
