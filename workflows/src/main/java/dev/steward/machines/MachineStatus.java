package dev.steward.machines;

/** What the infrastructure says of a machine; it says nothing of what runs on it. */
public enum MachineStatus {
    RUNNING,
    /** It exists and does not run: it was switched off or died. */
    STOPPED,
    /** It exists and makes no progress (suspended, paused, impaired). */
    FROZEN,
    /** There is no such machine. */
    ABSENT
}
