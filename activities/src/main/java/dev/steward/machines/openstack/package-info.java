/** Machines as servers of an OpenStack cloud. */
@NullMarked
package dev.steward.machines.openstack;

import org.jspecify.annotations.NullMarked;
