/** Tunnels as people use them: OpenSSH's client with the credentials of a service key. */
@NullMarked
package dev.steward.tunnel;

import org.jspecify.annotations.NullMarked;
