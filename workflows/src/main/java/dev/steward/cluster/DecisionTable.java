package dev.steward.cluster;

import dev.steward.cluster.Decision.ChangeRedundancy;
import dev.steward.cluster.Decision.Deprovision;
import dev.steward.cluster.Decision.Finish;
import dev.steward.cluster.Decision.Halt;
import dev.steward.cluster.Decision.Provision;
import dev.steward.cluster.Decision.Recover;
import dev.steward.cluster.Decision.TakeOver;
import dev.steward.cluster.Decision.Wait;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
        return Stream.of(takeOver(), repair(), joint(), redundancy())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Wait("there is nothing to do", soonest()));
    }

    /** First of all, since nobody can write: a dead leader of a cluster is replaced. */
    private Optional<Decision> takeOver() {
        if (isDoing(Work.Kind.FAIL_OVER)) {
            return Optional.of(new Wait("a take-over is under way", null)); // everything else depends on how it ends
        }
        NodeName leader = leader();
        if (spec.single() || !state.healthOf(leader).isDead()) {
            return Optional.empty();
        }
        Blockade blocked = state.blocked();
        if (blocked != null && now.isBefore(blocked.tryAgain())) {
            return Optional.empty(); // trying again before anything changed would only raise epochs
        }
        return Optional.of(new TakeOver(evidence(leader), leader));
    }

    /** A node that is not what it should be is brought back; as many at once as need it, each by one repair. */
    private Optional<Decision> repair() {
        return state.nodes().stream()
                .filter(this::needsRepair)
                .filter(n -> !underway.contains(Work.at(Work.Kind.RECOVER, n.name())))
                .filter(n -> !now.isBefore(repairTime(n)))
                .findFirst()
                .map(n -> new Recover(n.fenced() ? evidence(n.name()) : "nobody confirmed that it stopped", n.name()));
    }

    private boolean needsRepair(Node node) {
        Health health = state.healthOf(node.name());
        if (node.name().equals(leader())) {
            return spec.single() && health.isDead(); // a cluster's leader is replaced by a take-over, never repaired
        }
        return !node.fenced() || (health != Health.FINE && health != Health.UNREACHABLE_FROM_HERE);
    }

    /** When its repair may begin: after the pause that follows a failure, or when it had time to restart by itself. */
    private Instant repairTime(Node node) {
        Instant after = node.repairAfter();
        if (after != null) {
            return after;
        }
        Instant seen = state.verdictAt();
        boolean restartsItself = spec.single() && state.healthOf(node.name()) == Health.PROCESS_GONE;
        return restartsItself && seen != null ? seen.plus(spec.limits().restart()) : Instant.MIN;
    }

    /** A change of the synchronous set that may have happened half is carried to its end. */
    private Optional<Decision> joint() {
        Redundancy to = state.changingTo();
        if (isDoing(Work.Kind.CHANGE_REDUNDANCY)) {
            return Optional.of(new Wait("the synchronous set is being changed", soonest()));
        }
        return to == null || leaderIsDead()
                ? Optional.empty()
                : Optional.of(new ChangeRedundancy("a change was begun and may have happened", to));
    }

    /** Once every node is fine, all of them confirm again. */
    private Optional<Decision> redundancy() {
        Redundancy full = spec.redundancyUnder(leader());
        boolean settled = underway.isEmpty() && state.nodes().stream().allMatch(Node::fenced);
        return settled && state.allSeenFine() && !full.equals(state.redundancy())
                ? Optional.of(new ChangeRedundancy("every node streams again", full))
                : Optional.empty();
    }

    /** When a row that waits for time alone may apply. */
    private @Nullable Instant soonest() {
        Blockade blocked = state.blocked();
        Stream<Instant> repairs =
                state.nodes().stream().filter(this::needsRepair).map(this::repairTime);
        Stream<Instant> takeOver = blocked == null ? Stream.empty() : Stream.of(blocked.tryAgain());
        return Stream.concat(repairs, takeOver)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean leaderIsDead() {
        return state.healthOf(leader()).isDead();
    }

    private NodeName leader() {
        NodeName leader = state.leader();
        if (leader == null) {
            throw new IllegalStateException("a live cluster has a leader");
        }
        return leader;
    }

    private String evidence(NodeName node) {
        Verdict verdict = state.verdict();
        return verdict == null
                ? "seen by nobody"
                : verdict.of(node).map(f -> f.health() + ": " + f.evidence()).orElse("seen by nobody");
    }

    private boolean isDoing(Work.Kind kind) {
        return underway.stream().anyMatch(w -> w.kind() == kind);
    }
}
