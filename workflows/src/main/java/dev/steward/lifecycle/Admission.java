package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.cluster.Update;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which requests about bindings can be taken. Asked by validators, and again when a request has waited for its turn. */
final class Admission {

    /** All of them have to fit into what one run of the workflow hands to the next. */
    private static final int MOST = 200;

    private final Cluster cluster;
    private final Map<String, Request> making;
    private final Errands errands;

    Admission(Cluster cluster, Map<String, Request> making, Errands errands) {
        this.cluster = cluster;
        this.making = making;
        this.errands = errands;
    }

    void bind(String bindingId, Request request) {
        requireLive();
        if (!isOfThePlan(request)) {
            throw Refusal.MISTAKEN.because(
                    "The instance is of another service or plan than service_id and plan_id say.");
        }
        requireRoom(bindingId);
        boolean same = Stream.concat(
                        cluster.state.binding(bindingId).map(Binding::request).stream(),
                        Stream.ofNullable(making.get(bindingId)))
                .allMatch(known -> known.parameters().equals(request.parameters()));
        if (!same) {
            throw Refusal.CONFLICT.because("A binding with this id exists and was asked for differently.");
        }
    }

    /** While another plan takes its place, either is right. */
    private boolean isOfThePlan(Request request) {
        Update update = cluster.state.update();
        return request.isOfTheSamePlanAs(cluster.ordered().request())
                || (update != null && request.isOfTheSamePlanAs(update.former().request()));
    }

    private void requireRoom(String bindingId) {
        requireWanted(bindingId);
        if (cluster.state.binding(bindingId).isEmpty()
                && cluster.state.bindings().size() >= MOST) {
            throw Refusal.UNUSABLE.because("The instance has " + MOST + " bindings, which is the most it can have.");
        }
    }

    /** Who asked for it may have asked for its deletion since then. */
    void requireWanted(String bindingId) {
        if (errands.isGoingOn(bindingId, Operation.Kind.UNBIND)) {
            throw Refusal.BUSY.because("The binding is being deleted.");
        }
    }

    void rotate(String bindingId, Rotation rotation) {
        requireLive();
        requireRoom(bindingId);
        Optional<Binding> known = cluster.state.binding(bindingId).filter(Binding::isWhole);
        if (known.isEmpty()) {
            predecessor(rotation);
        } else {
            requireSuccessor(known.get(), rotation.predecessor());
        }
    }

    /** @param predecessor whose successor is asked for; null: nobody's */
    void requireSuccessor(Binding known, @Nullable String predecessor) {
        if (predecessor != null && !predecessor.equals(known.predecessor())) {
            throw Refusal.CONFLICT.because("A binding with this id exists and is not the successor of that one.");
        }
    }

    Binding predecessor(Rotation rotation) {
        return cluster.state
                .binding(rotation.predecessor())
                .filter(b -> b.isWhole() && !b.expired() && !b.isDue(Time.now()))
                .orElseThrow(() -> Refusal.MISTAKEN.because(
                        "predecessor_binding_id is no binding of this instance, or one that has expired."));
    }

    void unbind(String bindingId, boolean changing) {
        if (cluster.state.binding(bindingId).isEmpty() && !changing) {
            throw Refusal.GONE.because("There is no such binding.");
        }
        if (cluster.state.life() != Life.DELETING) {
            requireLive();
        }
    }

    void requireLive() {
        switch (cluster.state.life()) {
            case LIVE -> {}
            case CREATING -> throw Refusal.BUSY.because("The instance is still being created.");
            case ABSENT, DELETED -> throw Refusal.GONE.because("There is no such instance.");
            case DELETING -> throw Refusal.BUSY.because("The instance is being deleted.");
            case FAILED -> throw Refusal.UNUSABLE.because("The instance could not be created.");
        }
    }
}
