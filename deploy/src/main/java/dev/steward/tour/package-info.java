/** The main job, told and measured: provision, bind, write, lose a machine, go on, deprovision. */
@NullMarked
package dev.steward.tour;

import org.jspecify.annotations.NullMarked;
