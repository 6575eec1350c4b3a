/** The durable workflows: one per instance, and the work it gives to its children. */
@NullMarked
package dev.steward.lifecycle;

import org.jspecify.annotations.NullMarked;
