/** Instances are brought to the edition that the catalog offers, some first, then the others. */
@NullMarked
package dev.steward.upgrade;

import org.jspecify.annotations.NullMarked;
