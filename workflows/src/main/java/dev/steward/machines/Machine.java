package dev.steward.machines;

/**
 * A machine that was rented.
 *
 * @param label its name
 * @param id what the infrastructure calls it
 */
public record Machine(Label label, String id) {}
