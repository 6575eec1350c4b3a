package dev.steward.watch;

import dev.steward.cluster.Observation;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.node.ClusterTls;
import java.time.Duration;

/** A way to ask one node's data service, which stays open between asks. Asked by one at a time. */
public interface NodeSession {

    /** How long an ask in an open session may take. */
    Duration LIMIT = Duration.ofSeconds(1);

    /**
     * Asks. Whatever comes of it is an answer; what broke is opened again by the next.
     *
     * @param leader who leads, as far as is known
     */
    Observation ask(Host leader);

    /**
     * Waits between asks: for the session to end. It ends at once when the process at its other end is gone.
     *
     * @param limit a millisecond at least
     * @return false when it is still open after that; true at once when none is open
     */
    boolean endsWithin(Duration limit);

    /** Whether it is ourselves that an ask under way still waits for. To be called from anywhere. */
    boolean waits();

    /** Closes it. To be called from anywhere: who waits for its end is woken by that. */
    void end();

    /** Brings sessions, none of them open yet: an engine's part in the watch. */
    @FunctionalInterface
    interface Source {
        NodeSession to(ClusterView cluster, Host host, ClusterTls tls);
    }
}
