package dev.steward.cluster;

/** Where a cluster is between its order and its end. */
public enum Life {
    /** Nothing was asked for yet. */
    ABSENT,
    /** It is being made. */
    CREATING,
    /** It serves, or is being brought back to. */
    LIVE,
    /** It could not be made, and what had been made is removed again. It waits to be deleted. */
    FAILED,
    /** It is being removed. */
    DELETING,
    /** Nothing of it is left. */
    DELETED
}
