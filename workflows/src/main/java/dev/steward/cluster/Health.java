package dev.steward.cluster;

/** What the watch concludes of one node. */
public enum Health {
    /** It answers in the role it has; a standby streams from the leader. */
    FINE,
    /** It answers as a standby, and does not stream from the leader. */
    NOT_STREAMING,
    /** It answers in another role than the one it has. */
    WRONG_ROLE,
    /** Its machine answers that nobody listens at the database's port. */
    PROCESS_GONE,
    /** Nothing answers, to us or to the other nodes. */
    SILENT,
    /** It does not answer us, but a standby reaches it: the fault lies between us and it. */
    UNREACHABLE_FROM_HERE;

    /** Whether a leader in this health can't serve anyone, so that another has to take over. */
    public boolean isDead() {
        return this == PROCESS_GONE || this == SILENT || this == WRONG_ROLE;
    }

    /** Whether a node in this health does not do its part: a standby can't confirm, a leader can't serve. */
    public boolean isLost() {
        return switch (this) {
            case FINE, UNREACHABLE_FROM_HERE -> false;
            case NOT_STREAMING, WRONG_ROLE, PROCESS_GONE, SILENT -> true;
        };
    }
}
