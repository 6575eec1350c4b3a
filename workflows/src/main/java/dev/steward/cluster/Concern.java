package dev.steward.cluster;

/** What is no fault of a node and may become one: for a person to look at. It leads to no act of ours. */
public enum Concern {
    /** A standby that streams, and has for long not replayed what its leader wrote: a take-over by it would take longer. */
    LAGGING,
    /** Its disk has little room left: a database whose disk is full stops. */
    DISK_NEARLY_FULL
}
