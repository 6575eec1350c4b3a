/** What a pool has and what is to become of it. Pure. */
@NullMarked
package dev.steward.pool;

import org.jspecify.annotations.NullMarked;
