package dev.steward.machines;

/**
 * Something rented that exists now.
 *
 * @param kind network, address, disk or machine, in the infrastructure's own words
 * @param id what the infrastructure calls it
 * @param owner to whom it belongs, by its tag
 */
public record Leftover(String kind, String id, Owner owner) {}
