@NullMarked
package dev.steward.broker.clusters;

import org.jspecify.annotations.NullMarked;
