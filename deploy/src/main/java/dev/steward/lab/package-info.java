/** The machines as Docker sees them: to break them, and to see what is left of them. */
@NullMarked
package dev.steward.lab;

import org.jspecify.annotations.NullMarked;
