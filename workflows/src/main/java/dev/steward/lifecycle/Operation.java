package dev.steward.lifecycle;

import dev.steward.cluster.Caller;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the platform last asked for that takes time.
 *
 * @param id by which it is asked for
 * @param kind what was asked for
 * @param status how it stands
 * @param sentence for the user; while it is in progress, its child's {@link Progress} says more
 * @param since when it was asked for
 * @param caller who asked; null of what was recorded before callers were
 * @param child the id of the workflow that does it; null before one does, and when it has ended
 * @param repeatable whether the same request may succeed when it has failed: told of updates only
 */
public record Operation(
        String id,
        Kind kind,
        Status status,
        String sentence,
        Instant since,
        @Nullable Caller caller,
        @Nullable String child,
        boolean repeatable) {

    /** Under this name it is in its cluster's memo, where it can be read while the cluster is busy. */
    public static final String MEMO = "operation";

    /** Under this one that before it: a platform may ask for it once more when the next has begun already. */
    public static final String FORMER_MEMO = "formerOperation";

    /** What was asked for. */
    public enum Kind {
        PROVISION,
        UPDATE,
        DEPROVISION,
        BIND,
        UNBIND;

        /** What ids of such operations begin with. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands. */
    public enum Status {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    /** An operation that begins. */
    static Operation begun(String id, Kind kind, String sentence, Instant since, Caller caller) {
        return new Operation(id, kind, Status.IN_PROGRESS, sentence, since, caller, null, true);
    }

    /** The same will fail again. */
    Operation unrepeatable() {
        return new Operation(id, kind, status, sentence, since, caller, child, false);
    }

    Operation ended(Status how, String what) {
        return new Operation(id, kind, how, what, since, caller, null, repeatable);
    }

    Operation doneBy(String worker) {
        return new Operation(id, kind, status, sentence, since, caller, worker, repeatable);
    }

    public boolean goesOn(Kind what) {
        return kind == what && status == Status.IN_PROGRESS;
    }
}
