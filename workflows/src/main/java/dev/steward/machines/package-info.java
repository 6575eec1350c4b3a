/** The door to an infrastructure: machines, disks and addresses to rent, and the first contact with a machine. Knows nothing of clusters. */
@NullMarked
package dev.steward.machines;

import org.jspecify.annotations.NullMarked;
