package dev.steward.broker;

import dev.steward.cluster.Binding;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Life;
import dev.steward.cluster.Redundancy;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Refusal;
import dev.steward.lifecycle.Report;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a cluster is to play: set by the test, read by its workflow. */
final class Script {

    private final String workflowId;

    volatile @Nullable ClusterSpec asked;
    volatile Life life = Life.CREATING;
    volatile @Nullable Operation operation;
    volatile @Nullable ApplicationFailure refusal;
    volatile @Nullable Trouble trouble;
    final Map<String, Binding> bindings = new ConcurrentHashMap<>();

    Script(String workflowId) {
        this.workflowId = workflowId;
    }

    String child(Operation.Kind kind) {
        return workflowId + (kind == Operation.Kind.PROVISION ? "/provision-2" : "/deprovision-4");
    }

    void begin(Operation.Kind kind, Life now) {
        life = now;
        operation = new Operation(
                kind == Operation.Kind.PROVISION ? "provision-1" : "deprovision-3",
                kind,
                Operation.Status.IN_PROGRESS,
                kind == Operation.Kind.PROVISION ? "The instance is being created." : "The instance is being deleted.",
                Instant.now(),
                null,
                child(kind),
                true);
    }

    /** The operation ends. Its workflow tells it when the bench says so. */
    void ends(Operation.Status status, Life now, String sentence) {
        Operation was = operation;
        if (was == null) {
            throw new IllegalStateException("nothing was asked for");
        }
        operation = new Operation(was.id(), was.kind(), status, sentence, was.since(), was.caller(), null, true);
        life = now;
    }

    void refuses(Refusal why, String sentence) {
        refusal = ApplicationFailure.newNonRetryableFailure(why.name() + ": " + sentence, "Refusal");
    }

    void check() {
        ApplicationFailure why = refusal;
        if (why != null) {
            throw why;
        }
    }

    Report report() {
        Operation current = operation;
        return new Report(
                asked,
                life,
                life == Life.LIVE ? Phase.HEALTHY : Phase.CREATING,
                current,
                current == null ? List.of() : List.of(child(current.kind())),
                Epoch.FIRST,
                null,
                Redundancy.NONE,
                List.of(),
                List.of(),
                null,
                null,
                List.copyOf(bindings.keySet()),
                List.of());
    }
}
