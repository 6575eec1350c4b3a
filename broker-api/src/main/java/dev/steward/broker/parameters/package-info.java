/**
 * What tenants may ask for beside a plan: one definition, by which requests are checked and from which the catalog's
 * schemas are made. Pure.
 */
@NullMarked
package dev.steward.broker.parameters;

import org.jspecify.annotations.NullMarked;
