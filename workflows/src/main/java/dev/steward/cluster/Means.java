package dev.steward.cluster;

/** How to bring a node back, from the mildest to the strongest. */
public enum Means {
    /** Start its process again, on the machine it has. */
    RESTART,
    /** Switch its machine off and on again. */
    REBOOT,
    /** Another machine, with the node's disk and address. */
    REPLACE_MACHINE,
    /** Another machine with an empty disk, and all data from the leader anew. */
    REPLACE_DISK;

    /** The stronger of the two. */
    public Means atLeast(Means other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The next stronger one. */
    public Means stronger() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }
}
