/** How everything of ours looks to Temporal: JSON, encrypted. */
@NullMarked
package dev.steward.payloads;

import org.jspecify.annotations.NullMarked;
