package dev.steward.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do next about a cluster. */
public sealed interface Decision {

    /** Why, for the operator. */
    String reason();

    /**
     * Nothing, until an event comes.
     *
     * @param until when to decide again even if none has come
     */
    record Wait(String reason, @Nullable Instant until) implements Decision {}

    /** Make it. */
    record Provision(String reason) implements Decision {}

    /** Put another node in the place of this leader. */
    record TakeOver(String reason, NodeName from) implements Decision {}

    /** Bring this node back: as a standby, or, the only one, as what it was. */
    record Recover(String reason, NodeName node) implements Decision {}

    /** Have commits confirmed by these from now on. */
    record ChangeRedundancy(String reason, Redundancy to) implements Decision {}

    /** End the work that stands in the way of a deletion. */
    record Halt(String reason, Work work) implements Decision {}

    /** Remove it. */
    record Deprovision(String reason) implements Decision {}

    /** Nothing of it is left: forget it. */
    record Finish(String reason) implements Decision {}
}
