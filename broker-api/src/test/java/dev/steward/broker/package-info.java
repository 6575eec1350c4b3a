/** The broker as platforms see it: a real port, an in-memory Temporal, and clusters that play a script. */
@NullMarked
package dev.steward.broker;

import org.jspecify.annotations.NullMarked;
