@NullMarked
package dev.steward.payloads;

import org.jspecify.annotations.NullMarked;
