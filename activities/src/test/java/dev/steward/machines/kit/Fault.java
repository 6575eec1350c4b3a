package dev.steward.machines.kit;

/** What can happen to an infrastructure's API. */
public enum Fault {
    /** There is no room for another machine now. */
    NO_CAPACITY,
    /** A quota (of machines, or of disks) is used up. */
    QUOTA,
    /** The next two calls are too many. */
    THROTTLED,
    /** Credentials are not accepted any more. */
    CREDENTIALS_EXPIRED,
    /** Calls are accepted and never answered. */
    HANGS,
    /** Every call fails on its side (500). */
    BROKEN,
    /** The next call that makes something takes effect; its answer is lost. */
    ANSWER_LOST,
    /** The next order of a machine is carried out when its caller has given it up. */
    LATE,
    /** The image of the machines is gone. */
    IMAGE_MISSING
}
