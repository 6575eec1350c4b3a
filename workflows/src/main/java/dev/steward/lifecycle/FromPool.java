package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.lifecycle.Pools.Claim;
import dev.steward.lifecycle.Pools.Handover;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a provision gets out of its plan's pool. Nothing, whenever anything about it is not as it should be. */
final class FromPool {

    private final ClusterSpec spec;
    private final Doors doors;
    private final Steps steps;
    private final Undo undo;
    private final Claim claim;

    FromPool(ClusterSpec spec, Doors doors, Steps steps, Undo undo) {
        this.spec = spec;
        this.doors = doors;
        this.steps = steps;
        this.undo = undo;
        String key = Workflow.getInfo().getRunId();
        claim = new Claim(spec.plan(), spec.infrastructure(), key, spec.id(), spec.holding());
    }

    /** Machines that answer, in the network as it was ordered; empty: they have to be made. */
    Optional<Handover> take() {
        if (!spec.pooled()) {
            return Optional.empty();
        }
        steps.now("asking the pool for " + spec.holding().machines());
        Handover given = undo.before(this::ask, () -> doors.poolsUntilDone().release(claim));
        if (given == null) {
            return Optional.empty();
        }
        if (!allAnswer(given)) {
            doors.poolsUntilDone().release(claim);
            doors.poolsUntilDone().end(given.member());
            return Optional.empty();
        }
        undo.before(() -> admitTenant(given), () -> doors.poolsUntilDone().end(given.member()));
        return Optional.of(given);
    }

    /** All of it works: the pool need not remember whom it gave this to. */
    void settle() {
        if (spec.pooled()) {
            doors.poolsUntilDone().settle(claim);
        }
    }

    private @Nullable Handover ask() {
        try {
            return doors.pools().claim(claim);
        } catch (ActivityFailure e) {
            throwIfCancelled(e);
            Workflow.getLogger(FromPool.class)
                    .warn("made on demand: {}", Trouble.of(e).forOperator());
            doors.poolsUntilDone().release(claim); // it may answer yet
            return null;
        }
    }

    private boolean allAnswer(Handover given) {
        return Together.forEach(given.nodes(), node -> {
                    try {
                        return doors.hosts().answers(node.address(), node.hostKey());
                    } catch (ActivityFailure e) {
                        throwIfCancelled(e);
                        return false;
                    }
                })
                .stream()
                .allMatch(Boolean::booleanValue);
    }

    /** What goes wrong from here on fails the provision: then nothing of the member may be left either. */
    private void admitTenant(Handover given) {
        List<Functions.Proc> returns = Renting.returns(given.member().owner(), spec.nodes(), doors.machinesForUndo());
        returns.reversed().forEach(one -> undo.before(() -> {}, one));
        steps.insistOn(() -> doors.machines()
                .createNetwork(spec.ownedBy(given.member().owner()).network()));
    }

    private static void throwIfCancelled(ActivityFailure e) {
        if (e.getCause() instanceof CanceledFailure) {
            throw e;
        }
    }
}
