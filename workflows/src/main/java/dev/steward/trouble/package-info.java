/** What went wrong, told twice: a sentence for the user and one for the operator. */
@NullMarked
package dev.steward.trouble;

import org.jspecify.annotations.NullMarked;
