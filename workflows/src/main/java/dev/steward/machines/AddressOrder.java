package dev.steward.machines;

/**
 * An order for an address that outlives machines.
 *
 * @param label its name
 * @param ordinal the node's number in its cluster, from 1
 */
public record AddressOrder(Label label, int ordinal) {}
