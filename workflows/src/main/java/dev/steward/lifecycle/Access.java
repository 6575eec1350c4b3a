package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Caller;
import dev.steward.cluster.Decision;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.cluster.Work;
import dev.steward.engine.BindOrder;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Directory;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Who has access: bindings, made and taken away at whichever node leads at that moment. */
final class Access {

    /** For so long it is tried, through take-overs, before the platform is told to come back. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration REVOCATION_PAUSE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final Admission admission;
    private final TunnelAccess tunnels;
    private final Set<String> changing = new HashSet<>();
    private final Map<String, Request> making = new HashMap<>();
    private final Errands errands = new Errands();

    Access(Cluster cluster) {
        this.cluster = cluster;
        admission = new Admission(cluster, making, errands);
        tunnels = new TunnelAccess(cluster);
    }

    void requireLive() {
        admission.requireLive();
    }

    void mayBind(String bindingId, Request request) {
        admission.bind(bindingId, request);
    }

    Bound bind(String bindingId, Request request) {
        return make(bindingId, request, null);
    }

    void mayRotate(String bindingId, Rotation rotation) {
        admission.rotate(bindingId, rotation);
    }

    /** The successor is asked for with what its predecessor was. */
    Bound rotate(String bindingId, Rotation rotation) {
        Optional<Binding> known = cluster.state.binding(bindingId).filter(Binding::isWhole);
        if (known.isPresent()) {
            return new Bound(known.get(), true);
        }
        Request old = admission.predecessor(rotation).request();
        Request whole = cluster.ordered().request();
        Request request = new Request(whole.serviceId(), whole.planId(), old.parameters(), Map.of(), rotation.caller());
        return make(bindingId, request, rotation.predecessor());
    }

    private Bound make(String bindingId, Request request, @Nullable String predecessor) {
        making.put(bindingId, request);
        try {
            return errands.run(
                    bindingId,
                    Operation.Kind.BIND,
                    request.caller(),
                    () -> alone(bindingId, () -> found(bindingId, request, predecessor)));
        } finally {
            making.remove(bindingId);
        }
    }

    private Bound found(String bindingId, Request request, @Nullable String predecessor) {
        admission.bind(bindingId, request); // it may have changed while this waited for its turn
        Optional<Binding> known = cluster.state.binding(bindingId).filter(Binding::isWhole);
        known.ifPresent(k -> admission.requireSuccessor(k, predecessor));
        return known.isPresent()
                ? new Bound(known.get(), true)
                : new Bound(made(Binding.ordered(bindingId, request.withoutContext(), predecessor, Time.now())), false);
    }

    /** What could not be made may have been: it is taken away again, by what is decided next. */
    private Binding made(Binding ordered) {
        UnaryOperator<Map<String, Object>> pass = tunnels.pass(ordered);
        try {
            Map<String, Object> credentials = atTheLeader(() -> {
                admission.requireWanted(ordered.id());
                return doors().promptEngine()
                        .bind(new BindOrder(
                                cluster.view(), ordered.id(), ordered.request().parameters(), ordered.expiresAt()));
            });
            Binding made = ordered.with(pass.apply(credentials));
            cluster.become(cluster.state.bound(made));
            return made;
        } catch (RuntimeException e) {
            cluster.become(cluster.state.bound(ordered.abandoned(Time.now())));
            throw e;
        }
    }

    void mayUnbind(String bindingId) {
        admission.unbind(bindingId, changing.contains(bindingId));
    }

    void unbind(String bindingId, Caller caller) {
        errands.run(
                bindingId,
                Operation.Kind.UNBIND,
                caller,
                () -> alone(bindingId, () -> {
                    admission.unbind(bindingId, false); // whoever was before it may have taken it away
                    if (cluster.state.life() != Life.DELETING) { // there, everything goes
                        atTheLeader(() -> {
                            doors().promptEngine().unbind(cluster.view(), bindingId);
                            return 0;
                        });
                    }
                    cluster.become(cluster.state.unbound(bindingId));
                    return 0;
                }));
    }

    /** One that has expired, or of which it isn't certain whether it was made, gives no access from now on. */
    void revoke(Decision.Revoke decision) {
        String bindingId = decision.bindingId();
        cluster.underway.begin(Work.on(Work.Kind.REVOKE), "a binding", () -> {
            try {
                alone(bindingId, () -> {
                    revoke(bindingId);
                    return 0;
                });
            } catch (ActivityFailure e) {
                Workflow.getLogger(Access.class)
                        .warn("a binding is not revoked yet: {}", Trouble.of(e).forOperator());
                Workflow.sleep(REVOCATION_PAUSE);
            }
        });
    }

    private void revoke(String bindingId) {
        Optional<Binding> due = cluster.state.binding(bindingId).filter(b -> b.isDue(Time.now()));
        if (due.isPresent() && cluster.state.life() == Life.LIVE) {
            doors().promptEngine().unbind(cluster.view(), bindingId);
            cluster.become(
                    due.get().isWhole() ? cluster.state.bound(due.get().ended()) : cluster.state.unbound(bindingId));
        }
    }

    BindingReport report(String bindingId) {
        return new BindingReport(
                cluster.state.binding(bindingId).filter(Binding::isWhole).orElse(null), errands.last(bindingId));
    }

    Directory directory() {
        return tunnels.directory(id -> errands.isGoingOn(id, Operation.Kind.UNBIND));
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
            admission.requireLive();
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

    private Doors doors() {
        return new Doors(cluster.ordered());
    }
}
