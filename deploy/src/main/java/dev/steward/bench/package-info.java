/**
 * How long things take: provision, bind, ask, deprovision; and for how long nobody can write when a leader is lost, with
 * Steward and with others who do the same.
 */
@NullMarked
package dev.steward.bench;

import org.jspecify.annotations.NullMarked;
