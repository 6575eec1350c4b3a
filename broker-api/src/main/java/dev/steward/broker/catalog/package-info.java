/** What platforms are offered: services and their plans, read from one file. Pure but for the reading. */
@NullMarked
package dev.steward.broker.catalog;

import org.jspecify.annotations.NullMarked;
