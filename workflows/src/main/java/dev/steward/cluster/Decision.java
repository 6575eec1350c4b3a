package dev.steward.cluster;

import java.time.Instant;
import java.util.List;
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

    /** Put another node in the place of this leader, if that loses nothing. */
    record TakeOver(String reason, NodeName from) implements Decision {}

    /** Put whoever can be reached in the place of this leader: a person has accepted what is lost by it. */
    record ForceTakeOver(String reason, NodeName from) implements Decision {}

    /** Say that no take-over is possible until something changes. */
    record Block(String reason) implements Decision {}

    /** Have this node lead instead of the one that does, which is well. */
    record SwitchOver(String reason, NodeName to) implements Decision {}

    /**
     * Bring this node back.
     *
     * @param role as what
     * @param means by which means
     * @param whileItRuns by which means at most, while its machine doesn't answer us and the infrastructure says that it
     *     runs
     */
    record Recover(String reason, NodeName node, Role role, Means means, Means whileItRuns) implements Decision {}

    /** Have commits confirmed by these from now on. */
    record ChangeRedundancy(String reason, Redundancy to) implements Decision {}

    /**
     * Have its network be what it is to be: with room for its nodes, and open to those who may come.
     *
     * @param joining who is to get an address in it
     */
    record Connect(String reason, List<NodeName> joining) implements Decision {}

    /** Give back what this node has: it is not wanted any more. */
    record Retire(String reason, NodeName node) implements Decision {}

    /** Have this node's data service go by other settings, as far as it can while it runs. */
    record Adjust(String reason, NodeName node) implements Decision {}

    /** Have this node's data service start anew, so that all of its settings take effect. */
    record Restart(String reason, NodeName node) implements Decision {}

    /** Add to its data what it is to have besides. */
    record Furnish(String reason) implements Decision {}

    /** Give up the update: it is to be again what it was. */
    record GoBack(String reason) implements Decision {}

    /** The update is over, in whichever way. */
    record EndUpdate(String reason) implements Decision {}

    /** Take away an access that has expired, or that nobody knows of. */
    record Revoke(String reason, String bindingId) implements Decision {}

    /** End the work that stands in the way of a deletion. */
    record Halt(String reason, Work work) implements Decision {}

    /** Remove it. */
    record Deprovision(String reason) implements Decision {}

    /** Nothing of it is left: forget it. */
    record Finish(String reason) implements Decision {}
}
