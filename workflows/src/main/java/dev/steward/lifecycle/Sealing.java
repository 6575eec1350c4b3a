package dev.steward.lifecycle;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Standing;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The sealing of standbys: all at the same time, each again and again, until enough are sealed or time is up. */
final class Sealing {

    private static final Duration CALL = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ClusterView cluster;
    private final List<NodeName> names;
    private final Predicate<Collection<NodeName>> enough;
    private final Engine engine = Doors.urgentEngine(CALL);
    private final Map<NodeName, Standing> sealed = new TreeMap<>();
    private final Map<NodeName, String> unsealed = new TreeMap<>();
    private final Set<NodeName> sealing = new HashSet<>();
    private boolean superseded;

    /**
     * Prepares it.
     *
     * @param cluster in the new epoch
     * @param names whom to seal
     * @param enough whether these are enough
     */
    Sealing(ClusterView cluster, List<NodeName> names, Predicate<Collection<NodeName>> enough) {
        this.cluster = cluster;
        this.names = names;
        this.enough = enough;
    }

    /** Returns when enough are sealed, or no more can be. */
    void run() {
        for (NodeName name : names) {
            sealing.add(name);
            Async.procedure(() -> seal(name));
        }
        Workflow.await(LIMIT, () -> superseded || isEnough() || sealing.isEmpty());
    }

    private void seal(NodeName name) {
        var deadline = Time.now().plus(LIMIT);
        while (!superseded && !isEnough() && Time.now().isBefore(deadline)) {
            try {
                Standing standing = engine.seal(cluster, name);
                sealed.put(name, standing);
                unsealed.remove(name);
                break;
            } catch (ActivityFailure e) {
                Trouble trouble = Trouble.of(e);
                superseded |= trouble.kind() == Trouble.Kind.STALE_EPOCH;
                unsealed.put(name, trouble.forOperator());
            }
            Workflow.sleep(PAUSE);
        }
        sealing.remove(name);
    }

    boolean isEnough() {
        return enough.test(sealed.keySet());
    }

    /** Whether a node has seen a later epoch. */
    boolean isSuperseded() {
        return superseded;
    }

    Map<NodeName, Standing> sealed() {
        return sealed;
    }

    /** Who is missing, and why, for the operator. */
    String missing() {
        return sealed.size() + " of " + names + "; " + unsealed;
    }

    /** The claims of all who are sealed, for the reader of the history. */
    List<String> claims() {
        return sealed.values().stream().map(Standing::toString).toList();
    }
}
