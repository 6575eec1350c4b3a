package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.engine.BindOrder;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who has access: bindings, made and taken away at whichever node leads at that moment. */
final class Access {

    /** For so long it is tried, through take-overs, before the platform is told to come back. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** All of them have to fit into what one run of the workflow hands to the next. */
    private static final int MOST = 200;

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Cluster cluster;
    private final Set<String> changing = new HashSet<>();

    Access(Cluster cluster) {
        this.cluster = cluster;
    }

    void mayBind(String bindingId, Request request) {
        requireLive();
        Optional<Binding> known = cluster.state.binding(bindingId);
        if (known.isEmpty() && cluster.state.bindings().size() >= MOST) {
            throw Refusal.UNUSABLE.because("The instance has " + MOST + " bindings, which is the most it can have.");
        }
        if (known.isPresent() && !known.get().request().asksTheSameAs(request)) {
            throw Refusal.CONFLICT.because("A binding with this id exists and was asked for differently.");
        }
    }

    Bound bind(String bindingId, Request request) {
        return alone(bindingId, () -> {
            mayBind(bindingId, request); // it may have changed while this waited for its turn
            Optional<Binding> known = cluster.state.binding(bindingId);
            if (known.isPresent()) {
                return new Bound(known.get(), true);
            }
            Map<String, Object> credentials = atTheLeader(
                    () -> doors().promptEngine().bind(new BindOrder(cluster.view(), bindingId, request.parameters())));
            Binding made = new Binding(bindingId, request.withoutContext(), credentials);
            cluster.state = cluster.state.bound(made);
            return new Bound(made, false);
        });
    }

    void mayUnbind(String bindingId) {
        if (cluster.state.binding(bindingId).isEmpty() && !changing.contains(bindingId)) {
            throw Refusal.GONE.because("There is no such binding.");
        }
        if (cluster.state.life() != Life.DELETING) {
            requireLive();
        }
    }

    void unbind(String bindingId) {
        alone(bindingId, () -> {
            mayUnbind(bindingId);
            if (cluster.state.life() != Life.DELETING) { // there, everything goes
                atTheLeader(() -> {
                    doors().promptEngine().unbind(cluster.view(), bindingId);
                    return 0;
                });
            }
            cluster.state = cluster.state.unbound(bindingId);
            return 0;
        });
    }

    /** What is done about one binding is done one after the other. */
    private <R> R alone(String bindingId, Functions.Func<R> act) {
        Workflow.await(() -> !changing.contains(bindingId));
        changing.add(bindingId);
        try {
            return act.apply();
        } finally {
            changing.remove(bindingId);
        }
    }

    /** While a take-over goes on it fails, and succeeds at the next leader. */
    private <R> R atTheLeader(Functions.Func<R> act) {
        Instant deadline = Time.now().plus(LIMIT);
        while (true) {
            requireLive();
            try {
                return act.apply();
            } catch (ActivityFailure e) {
                Trouble trouble = Trouble.of(e);
                if (trouble.kind() == Trouble.Kind.IMPOSSIBLE || Time.now().isAfter(deadline)) {
                    throw trouble.failure(e);
                }
            }
            Workflow.sleep(PAUSE);
        }
    }

    private void requireLive() {
        switch (cluster.state.life()) {
            case LIVE -> {}
            case CREATING -> throw Refusal.UNUSABLE.because("The instance is still being created.");
            case ABSENT, DELETED -> throw Refusal.GONE.because("There is no such instance.");
            case DELETING -> throw Refusal.UNUSABLE.because("The instance is being deleted.");
            case FAILED -> throw Refusal.UNUSABLE.because("The instance could not be created.");
        }
    }

    private Doors doors() {
        return new Doors(cluster.ordered());
    }
}
