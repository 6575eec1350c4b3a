/** Applications that write to a database they know by its binding alone, and the audit of what they were told. */
@NullMarked
package dev.steward.load;

import org.jspecify.annotations.NullMarked;
