package dev.steward.bench;

/** How far a take-over is, in the order in which they are reached. */
public enum Milestone {
    /** The verdict on the leader has reached the cluster's workflow. */
    NOTICED,

    /** So many standbys are sealed that the old leader can acknowledge nothing any more. */
    SEALED,

    /** The new leader is chosen, and its promotion begins. */
    ELECTED,

    /** It leads. */
    PROMOTED,

    /** It has acknowledged a write that another node confirmed. */
    CONFIRMED;

    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
