package dev.steward.machines;

/**
 * An order for a machine.
 *
 * @param label its name
 * @param size how large it is to be
 * @param address the address it is to answer at
 * @param disk the disk it is to carry
 * @param hostKey delivered to it at birth, so that nobody can answer in its stead
 */
public record MachineOrder(Label label, MachineSize size, Address address, Disk disk, HostKey hostKey) {}
