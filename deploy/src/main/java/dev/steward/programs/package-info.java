/** The programs of the steward command: tour, status, bench. */
@NullMarked
package dev.steward.programs;

import org.jspecify.annotations.NullMarked;
