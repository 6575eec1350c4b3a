/**
 * A model of the take-over and of the change of who confirms, small enough to look at every order in which its steps can
 * happen. What it says and what it leaves out is in {@code deploy/docs/safety.md}.
 */
@NullMarked
package dev.steward.protocol;

import org.jspecify.annotations.NullMarked;
