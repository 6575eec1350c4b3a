/** What can go wrong, done on purpose to a cluster under load, and the proof that nothing was lost by it. */
@NullMarked
package dev.steward.chaos;

import org.jspecify.annotations.NullMarked;
