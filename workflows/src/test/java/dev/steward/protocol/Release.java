package dev.steward.protocol;

import dev.steward.cluster.NodeName;
import java.util.function.Predicate;

/**
 * When PostgreSQL answers a commit that waits. A walsender does it, when its own standby confirms: by its own reading of
 * how many have to, counting those walsenders that, by their own reading, serve a named standby.
 */
final class Release {

    private Release() {}

    /** Whether what ends at this position of the leader's log may be acknowledged. */
    static boolean of(Server leader, int position) {
        return !leader.waits() || by(leader, n -> true, n -> leader.walsender(n).heard() >= position);
    }

    /** Whether a write that comes now can be acknowledged, sooner or later. */
    static boolean ofWhatComes(Server leader, State state) {
        Predicate<NodeName> fed = n -> leader.feeds(state.server(n));
        return leader.leads() && (!leader.waits() || by(leader, fed, fed));
    }

    private static boolean by(Server leader, Predicate<NodeName> acts, Predicate<NodeName> confirms) {
        for (NodeName node : State.NODES) {
            if (counts(leader, node)
                    && acts.test(node)
                    && confirming(leader, confirms)
                            >= leader.walsender(node).names().confirmations()) {
                return true;
            }
        }
        return false;
    }

    private static int confirming(Server leader, Predicate<NodeName> confirms) {
        int count = 0;
        for (NodeName node : State.NODES) {
            if (counts(leader, node) && confirms.test(node)) {
                count++;
            }
        }
        return count;
    }

    private static boolean counts(Server leader, NodeName node) {
        Walsender walsender = leader.walsender(node);
        return walsender.alive() && walsender.names().includes(node);
    }
}
