/** What a hostile tenant tries, on live clusters of two tenants, and by what each attempt is refused. */
@NullMarked
package dev.steward.journeys.attacks;

import org.jspecify.annotations.NullMarked;
