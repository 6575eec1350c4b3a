/** A walk through the product. */
@NullMarked
package dev.steward.tour;

import org.jspecify.annotations.NullMarked;
