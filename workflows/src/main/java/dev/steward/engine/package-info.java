/** The door to a data service: how nodes are prepared, replicate, take over and are watched. */
@NullMarked
package dev.steward.engine;

import org.jspecify.annotations.NullMarked;
