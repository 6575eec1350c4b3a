/** The Open Service Broker API, as a process. */
@NullMarked
package dev.steward.broker;

import org.jspecify.annotations.NullMarked;
