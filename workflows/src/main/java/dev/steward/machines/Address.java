package dev.steward.machines;

/**
 * An address that stays with a node, whichever machine answers at it.
 *
 * @param id what the infrastructure calls it
 * @param ip the IP address in text form
 */
public record Address(String id, String ip) {}
