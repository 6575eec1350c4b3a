/** The watch over clusters, the same for every engine: what an engine brings is how one of its nodes is asked. */
@NullMarked
package dev.steward.watch;

import org.jspecify.annotations.NullMarked;
