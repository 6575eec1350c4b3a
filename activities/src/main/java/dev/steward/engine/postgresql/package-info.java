/** PostgreSQL. */
@NullMarked
package dev.steward.engine.postgresql;

import org.jspecify.annotations.NullMarked;
