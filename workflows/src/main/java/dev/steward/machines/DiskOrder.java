package dev.steward.machines;

/**
 * An order for a disk that outlives machines.
 *
 * @param label its name
 * @param gib size in GiB, at least 1
 */
public record DiskOrder(Label label, int gib) {}
