/** A platform's side of the Open Service Broker API: asks, polls, binds. */
@NullMarked
package dev.steward.platform;

import org.jspecify.annotations.NullMarked;
