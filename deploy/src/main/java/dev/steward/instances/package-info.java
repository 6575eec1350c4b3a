/** The instances, as their workflows report them. */
@NullMarked
package dev.steward.instances;

import org.jspecify.annotations.NullMarked;
