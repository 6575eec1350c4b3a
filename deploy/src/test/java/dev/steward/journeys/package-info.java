/** The product end to end, on real machines. */
@NullMarked
package dev.steward.journeys;

import org.jspecify.annotations.NullMarked;
