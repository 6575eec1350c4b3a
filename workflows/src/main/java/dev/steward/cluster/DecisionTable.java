package dev.steward.cluster;

import dev.steward.cluster.Decision.Block;
import dev.steward.cluster.Decision.Deprovision;
import dev.steward.cluster.Decision.Finish;
import dev.steward.cluster.Decision.ForceTakeOver;
import dev.steward.cluster.Decision.Halt;
import dev.steward.cluster.Decision.Provision;
import dev.steward.cluster.Decision.Revoke;
import dev.steward.cluster.Decision.SwitchOver;
import dev.steward.cluster.Decision.TakeOver;
import dev.steward.cluster.Decision.Wait;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do next, from what a cluster is to be and what it is. Pure: the same facts, the same decision. The rows are
 * asked in order; the first that applies decides.
 */
public final class DecisionTable {

    private final ClusterSpec spec;
    private final ClusterState state;
    private final List<Work> underway;
    private final Instant now;

    private DecisionTable(ClusterSpec spec, ClusterState state, List<Work> underway, Instant now) {
        this.spec = spec;
        this.state = state;
        this.underway = underway;
        this.now = now;
    }

    /**
     * The next decision.
     *
     * @param spec what it is to be
     * @param state what it is
     * @param underway what children are doing about it now
     * @param now the time
     */
    public static Decision next(ClusterSpec spec, ClusterState state, List<Work> underway, Instant now) {
        return new DecisionTable(spec, state, underway, now).next();
    }

    private Decision next() {
        return switch (state.life()) {
            case ABSENT -> new Wait("nothing was asked for", null);
            case CREATING -> underway.isEmpty() ? new Provision("it was ordered") : new Wait("it is being made", null);
            case FAILED -> new Wait("it could not be made and waits to be deleted", null);
            case DELETING -> whileDeleting();
            case DELETED -> new Finish("nothing of it is left");
            case LIVE -> whileLive();
        };
    }

    private Decision whileDeleting() {
        return underway.stream()
                .filter(w -> w.kind() != Work.Kind.DEPROVISION)
                .findFirst()
                .<Decision>map(w -> new Halt("it is to be deleted", w))
                .orElseGet(() -> underway.isEmpty()
                        ? new Deprovision("it is to be deleted")
                        : new Wait("it is being deleted", null));
    }

    private Decision whileLive() {
        NodeName leader = leader();
        Reshaping reshaping = new Reshaping(spec, state, leader);
        Repairs repairs = new Repairs(spec, state, leader, reshaping);
        Updating updating = new Updating(spec, state, leader, reshaping);
        Confirmers confirmers = new Confirmers(spec, state, leader, reshaping, updating);
        return Stream.of(
                        leadershipChanges(),
                        takeOver(leader),
                        switchOver(),
                        repairs.next(underway, now),
                        confirmers.next(underway, now),
                        revoke(leader),
                        updating.next(underway, now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Wait("there is nothing to do", soonest(repairs, confirmers, updating)));
    }

    /** Everything else depends on how it ends. */
    private Optional<Decision> leadershipChanges() {
        return underway.stream()
                .map(Work::kind)
                .filter(kind -> kind == Work.Kind.FAIL_OVER || kind == Work.Kind.SWITCH_OVER)
                .findFirst()
                .map(kind -> new Wait(
                        kind == Work.Kind.FAIL_OVER ? "a take-over is under way" : "a switch-over is under way", null));
    }

    /** First of all, since nobody can write: a dead leader of a cluster is replaced. */
    private Optional<Decision> takeOver(NodeName leader) {
        if (state.alone()) {
            return Optional.empty();
        }
        Blockade blocked = state.blocked();
        String evidence = state.sight().evidence(leader);
        if (state.order() instanceof OperatorOrder.ForceTakeOver && blocked != null) {
            return Optional.of(new ForceTakeOver("a person accepted the loss; " + evidence, leader));
        }
        boolean needed = state.healthOf(leader).isDead() || (blocked != null && blocked.mayHaveSuccessor());
        if (!needed) {
            return Optional.empty();
        }
        if (blocked != null) {
            Instant again = blocked.tryAgain();
            return again == null || now.isBefore(again)
                    ? Optional.empty() // before anything changed, trying again would only raise epochs
                    : Optional.of(new TakeOver(evidence, leader));
        }
        return state.leadership().mayBeUnprotected()
                ? Optional.of(new Block("only " + leader + " has what was acknowledged last, since no standby was left "
                        + "to confirm it; it is brought back (" + evidence + ")"))
                : Optional.of(new TakeOver(evidence, leader));
    }

    /** What a person asked for begins when nothing else goes on. */
    private Optional<Decision> switchOver() {
        return state.order() instanceof OperatorOrder.SwitchOver(var to) && underway.isEmpty()
                ? Optional.of(new SwitchOver("a person asked for it", to))
                : Optional.empty();
    }

    /** An access ends when its time is over, or when nobody knows of it; at a leader that is not known to be dead. */
    private Optional<Decision> revoke(NodeName leader) {
        boolean possible = !underway.contains(Work.on(Work.Kind.REVOKE))
                && state.blocked() == null
                && !state.healthOf(leader).isDead();
        return !possible
                ? Optional.empty()
                : state.bindings().stream()
                        .filter(b -> b.isDue(now))
                        .findFirst()
                        .map(b -> new Revoke(b.isWhole() ? "it has expired" : "it was not made for certain", b.id()));
    }

    private Optional<Instant> nextExpiry() {
        return state.bindings().stream()
                .filter(b -> !b.expired())
                .map(Binding::expiresAt)
                .filter(Objects::nonNull)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    /** When a row that waits for time alone may apply. */
    private @Nullable Instant soonest(Repairs repairs, Confirmers confirmers, Updating updating) {
        Blockade blocked = state.blocked();
        Optional<Instant> again = Optional.ofNullable(blocked == null ? null : blocked.tryAgain());
        Stream<Instant> due = Stream.of(repairs.soonest(now), confirmers.soonest(now), again, nextExpiry())
                .flatMap(Optional::stream);
        return Stream.concat(due, updating.times())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private NodeName leader() {
        NodeName leader = state.leader();
        if (leader == null) {
            throw new IllegalStateException("a live cluster has a leader");
        }
        return leader;
    }
}
