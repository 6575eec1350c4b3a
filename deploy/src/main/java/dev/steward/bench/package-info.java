/** How long things take: provision, bind, ask, deprovision. */
@NullMarked
package dev.steward.bench;

import org.jspecify.annotations.NullMarked;
