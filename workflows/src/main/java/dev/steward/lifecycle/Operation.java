package dev.steward.lifecycle;

import java.time.Instant;

/**
 * What the platform last asked for that takes time.
 *
 * @param id by which it is asked for
 * @param kind what was asked for
 * @param status how it stands
 * @param sentence for the user; while it is in progress, its child's {@link Progress} says more
 * @param since when it was asked for
 */
public record Operation(String id, Kind kind, Status status, String sentence, Instant since) {

    /** What was asked for. */
    public enum Kind {
        PROVISION,
        DEPROVISION
    }

    /** How it stands. */
    public enum Status {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    Operation ended(Status how, String what) {
        return new Operation(id, kind, how, what, since);
    }
}
