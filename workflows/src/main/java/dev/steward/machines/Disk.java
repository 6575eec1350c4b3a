package dev.steward.machines;

/**
 * A block device that stays with a node, whichever machine it is attached to.
 *
 * @param label its name
 * @param id what the infrastructure calls it
 * @param gib size in GiB
 */
public record Disk(Label label, String id, int gib) {}
