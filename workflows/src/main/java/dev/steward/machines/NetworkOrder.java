package dev.steward.machines;

/**
 * An order for the network of one cluster.
 *
 * @param owner whose it is
 * @param addresses how many machines it must have room for, at least 1
 */
public record NetworkOrder(Owner owner, int addresses) {}
