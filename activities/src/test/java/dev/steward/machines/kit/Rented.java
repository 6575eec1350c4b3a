package dev.steward.machines.kit;

import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.HostKey;
import dev.steward.machines.Machine;

/**
 * A node of a {@link Tenant}: what stays with it, and the machine that carries it now.
 *
 * @param bornWith the host key with which the machine was born
 */
public record Rented(Address address, Disk disk, Machine machine, HostKey bornWith) {}
