@NullMarked
package dev.steward.broker.catalog;

import org.jspecify.annotations.NullMarked;
