@NullMarked
package dev.steward.broker.api;

import org.jspecify.annotations.NullMarked;
