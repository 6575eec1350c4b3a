package dev.steward.lifecycle;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standbys that are told to follow a leader. While none does, nobody can write: so each is told again and again, beside
 * the write that is to prove that enough of them do. One that does not by then is brought back by a repair.
 */
final class Following {

    /** So long a call may take, and so long a lost one keeps writes waiting. */
    private static final Duration CALL = Duration.ofSeconds(2);

    /** Until a pause that the server times: its timers fire up to a second late. */
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ClusterView cluster;
    private final List<NodeName> standbys;
    private final Engine engine = Doors.urgentEngine(CALL, ATTEMPTS);
    private final Engine prompt = Doors.urgentEngine(Duration.ofSeconds(3));
    private int told;
    private boolean over;
    private @Nullable ActivityFailure stale;
    private List<Promise<Void>> telling = List.of();

    /**
     * Prepares it.
     *
     * @param cluster as the leader to be followed leads it
     */
    Following(ClusterView cluster, List<NodeName> standbys) {
        this.cluster = cluster;
        this.standbys = standbys;
    }

    /** Returns when each was told once; who did not hear it is told again from now on. */
    void begin() {
        telling = standbys.stream().map(n -> Async.procedure(() -> tell(n))).toList();
        try {
            Workflow.await(() -> told == standbys.size());
        } catch (CanceledFailure e) {
            end();
            throw e;
        }
    }

    /**
     * Returns when the leader has acknowledged a write; nobody is told any more then.
     *
     * @param steps how long that is insisted on
     * @throws io.temporal.failure.ApplicationFailure when it does not come true, or a standby has seen a later epoch
     */
    void confirm(Steps steps) {
        try {
            steps.insistOn(() -> {
                refuseStale();
                prompt.confirm(cluster, cluster.leader());
            });
        } finally {
            end();
        }
    }

    private void end() {
        over = true;
        Together.awaitEnd(telling);
    }

    private void refuseStale() {
        if (stale != null) {
            throw stale;
        }
    }

    private void tell(NodeName node) {
        Duration pause = FIRST_PAUSE;
        for (boolean first = true; !over && stale == null; first = false) {
            boolean follows = follows(node);
            told += first ? 1 : 0;
            if (follows) {
                return;
            }
            Workflow.await(pause, () -> over);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean follows(NodeName node) {
        try {
            engine.follow(cluster, node);
            return true;
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            Trouble trouble = Trouble.of(e);
            if (trouble.kind() == Trouble.Kind.STALE_EPOCH) {
                stale = e;
            }
            Workflow.getLogger(Following.class).warn("{} does not follow: {}", node, trouble.forOperator());
            return false;
        }
    }
}
