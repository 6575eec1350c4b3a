package dev.steward.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An update that is under way: the cluster is becoming what its spec says, node by node.
 *
 * @param former what it was before
 * @param until after this it is given up: first what was to be, then the way back
 * @param connected whether its network is what it is to be
 * @param furnished whether nothing is left to be added to its data
 * @param failure why it goes back to what it was, a sentence for the user; null while it goes forward
 * @param repeatable whether the same update may succeed another time
 * @param attempts how many steps came to nothing
 * @param notBefore when the next step may begin; null: at once
 */
public record Update(
        ClusterSpec former,
        Instant until,
        boolean connected,
        boolean furnished,
        @Nullable String failure,
        boolean repeatable,
        int attempts,
        @Nullable Instant notBefore) {

    /** It begins. */
    public static Update from(ClusterSpec former, Instant until) {
        return new Update(former, until, false, false, null, true, 0, null);
    }

    /** Whether it goes back to what it was. */
    public boolean goesBack() {
        return failure != null;
    }

    /** Whether that is of as many nodes as it was before. */
    public boolean hadTheSameNodesAs(ClusterSpec spec) {
        return former.nodes() == spec.nodes();
    }

    Update withNetwork() {
        return new Update(former, until, true, furnished, failure, repeatable, attempts, notBefore);
    }

    Update withFurniture() {
        return new Update(former, until, connected, true, failure, repeatable, attempts, notBefore);
    }

    Update delayed(Instant next) {
        return new Update(former, until, connected, furnished, failure, repeatable, attempts + 1, next);
    }

    /** From now on it goes back. What was added to the data stays: there may be more that depends on it. */
    public Update back(String why, boolean mayBeRepeated, Instant atTheLatest) {
        return new Update(former, atTheLatest, false, true, why, mayBeRepeated, 0, null);
    }
}
