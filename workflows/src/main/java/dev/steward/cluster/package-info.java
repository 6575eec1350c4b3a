/** The domain, pure: what a cluster is to be, what it is, what was seen of it, and what to do next. */
@NullMarked
package dev.steward.cluster;

import org.jspecify.annotations.NullMarked;
