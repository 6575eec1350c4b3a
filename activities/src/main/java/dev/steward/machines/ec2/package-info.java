/** Machines as EC2 instances. */
@NullMarked
package dev.steward.machines.ec2;

import org.jspecify.annotations.NullMarked;
