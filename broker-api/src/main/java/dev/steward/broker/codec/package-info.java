/** Lets Temporal's UI and command line show payloads to those who may see them. */
@NullMarked
package dev.steward.broker.codec;

import org.jspecify.annotations.NullMarked;
