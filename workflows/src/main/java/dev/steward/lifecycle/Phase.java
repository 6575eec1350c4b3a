package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Node;
import dev.steward.cluster.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an instance is, in one word: for people, search attributes and metrics. Derived, never stored. */
public enum Phase {
    ABSENT,
    CREATING,
    /** Serves, with all the redundancy it is to have. */
    HEALTHY,
    /** Serves, and is being brought back to its redundancy. */
    DEGRADED,
    /** Serves, but every standby is lost: what is acknowledged now, only the leader has. */
    UNPROTECTED,
    /** Nobody can write; a take-over or a repair is under way. */
    INTERRUPTED,
    /** Nobody can write, and a person may have to act. */
    BLOCKED,
    FAILED,
    DELETING,
    DELETED;

    static Phase of(@Nullable ClusterSpec spec, ClusterState state, List<Work> underway) {
        return switch (state.life()) {
            case ABSENT -> ABSENT;
            case CREATING -> CREATING;
            case FAILED -> FAILED;
            case DELETING -> DELETING;
            case DELETED -> DELETED;
            case LIVE -> spec == null ? HEALTHY : whileLive(spec, state, underway);
        };
    }

    private static Phase whileLive(ClusterSpec spec, ClusterState state, List<Work> underway) {
        var leader = state.leader();
        if (state.blocked() != null) {
            return BLOCKED;
        }
        boolean changingLeader =
                underway.stream().anyMatch(w -> w.kind() == Work.Kind.FAIL_OVER || w.kind() == Work.Kind.SWITCH_OVER);
        if (changingLeader || leader == null || state.healthOf(leader).isDead()) {
            return INTERRUPTED;
        }
        if (!spec.single() && hasStandbys(state) && state.leadership().mayBeUnprotected()) {
            return UNPROTECTED;
        }
        boolean whole = spec.names().equals(state.names())
                && state.nodes().stream().allMatch(n -> n.fenced() && n.lostSince() == null)
                && state.leadership().anyOf().equals(List.of(spec.redundancyUnder(leader)))
                && (state.sight().verdict() == null || state.everyNodeSeenFine());
        return whole ? HEALTHY : DEGRADED;
    }

    /** Those that were made: what is only to be was never lost. */
    private static boolean hasStandbys(ClusterState state) {
        return state.nodes().stream().filter(Node::exists).count() > 1;
    }
}
