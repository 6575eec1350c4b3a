package dev.steward.pool;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.machines.Holding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Machines that were rented before anybody asked for them.
 *
 * @param id in this name they are rented, for good
 * @param holding what it is
 * @param stage how far it is
 * @param since when it came to that
 * @param nodes the machines; none before it is ready
 * @param claim by which it was given away; null before
 */
public record Member(
        ClusterId id,
        Holding holding,
        Stage stage,
        Instant since,
        List<Node> nodes,
        @Nullable String claim) {

    /** How far a member is. */
    public enum Stage {
        MAKING,
        READY,
        CLAIMED
    }

    public Member {
        nodes = List.copyOf(nodes);
    }

    static Member begun(ClusterId id, Holding holding, Instant now) {
        return new Member(id, holding, Stage.MAKING, now, List.of(), null);
    }

    Member ready(List<Node> made, Instant now) {
        return new Member(id, holding, Stage.READY, now, made, null);
    }

    Member claimed(String by, Instant now) {
        return new Member(id, holding, Stage.CLAIMED, now, nodes, by);
    }

    /** Whether it is that far, and no further. */
    public boolean is(Stage what) {
        return stage == what;
    }
}
