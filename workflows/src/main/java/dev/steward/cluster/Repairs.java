package dev.steward.cluster;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which node is to be brought back next, as what, and by which means (rules 4, 20 and 22). Pure. */
final class Repairs {

    /** So often a process is started again before its machine is suspected. */
    private static final int RESTARTS = 2;

    /** For so many repairs (some minutes) a machine that is said to run is left in peace, where none answers. */
    private static final int LAST_DOUBTS = 8;

    private final ClusterSpec spec;
    private final ClusterState state;
    private final NodeName leader;
    private final Reshaping reshaping;

    Repairs(ClusterSpec spec, ClusterState state, NodeName leader, Reshaping reshaping) {
        this.spec = spec;
        this.state = state;
        this.leader = leader;
        this.reshaping = reshaping;
    }

    /** The first that may begin now. As many at once as need it, each by one repair. */
    Optional<Decision> next(List<Work> underway, Instant now) {
        return state.nodes().stream()
                .filter(this::isNeeded)
                .filter(n -> !underway.contains(Work.at(Work.Kind.RECOVER, n.name())))
                .filter(n -> !underway.contains(Work.at(Work.Kind.RETIRE, n.name())))
                .filter(n -> !now.isBefore(time(n)))
                .findFirst()
                .map(this::recover);
    }

    private Decision recover(Node node) {
        Means means = means(node);
        return new Decision.Recover(reason(node), node.name(), role(node), means, whileItRuns(node, means));
    }

    /** When the next one may begin that has to wait for time alone. */
    Optional<Instant> soonest(Instant now) {
        return state.nodes().stream()
                .filter(this::isNeeded)
                .map(this::time)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    private boolean isNeeded(Node node) {
        if (node.name().equals(leader)) {
            Health health = state.healthOf(leader);
            // One that stands waits to be elected, and could not be while it is repaired.
            return health.isDead() && (state.alone() || (mayLeadAgain(state.blocked()) && health != Health.WRONG_ROLE));
        }
        return node.exists()
                ? !reshaping.isLeaving(node) && (!node.fenced() || node.lostSince() != null)
                : reshaping.mayBeMade(node) && role(node) == Role.STANDBY;
    }

    /** While a take-over is blocked, and nobody can have been promoted in the leader's place. */
    private static boolean mayLeadAgain(@Nullable Blockade blocked) {
        return blocked != null && !blocked.mayHaveSuccessor();
    }

    /** After the pause that follows a failure, or when it had time to restart by itself. */
    private Instant time(Node node) {
        Instant after = node.repairAfter();
        if (after != null) {
            return after;
        }
        Instant seen = state.sight().at();
        boolean restartsItself = state.alone() && state.healthOf(node.name()) == Health.PROCESS_GONE;
        return restartsItself && seen != null ? seen.plus(spec.limits().restart()) : Instant.MIN;
    }

    private String reason(Node node) {
        if (!node.exists()) {
            return "it is to be made";
        }
        return node.fenced() ? state.sight().evidence(node.name()) : "nobody confirmed that it stopped";
    }

    private Role role(Node node) {
        if (node.name().equals(leader)) {
            return Role.LEADER;
        }
        boolean nobodyLeads = state.blocked() != null || state.healthOf(leader).isDead();
        return nobodyLeads ? Role.WITNESS : Role.STANDBY;
    }

    private Means means(Node node) {
        if (!node.exists()) {
            return Means.REPLACE_DISK;
        }
        if (node.repairs() < RESTARTS) {
            return Means.RESTART;
        }
        Means wanted = Means.RESTART;
        for (int failed = RESTARTS; failed <= node.repairs(); failed++) {
            wanted = wanted.stronger();
        }
        return wanted == Means.REPLACE_DISK && !isExpendable(node) ? Means.REPLACE_MACHINE : wanted;
    }

    /**
     * Where nobody answers, the fault may be ours: a machine that the infrastructure says to run is then left in peace,
     * but not for ever.
     */
    private Means whileItRuns(Node node, Means means) {
        if (!node.exists()) {
            return means;
        }
        boolean allSilent = state.nodes().stream().allMatch(n -> state.healthOf(n.name()) == Health.SILENT);
        return allSilent && node.repairs() < LAST_DOUBTS ? Means.RESTART : means;
    }

    /** Whether its data may be given up: the leader is well, and enough others have everything (rule 22). */
    private boolean isExpendable(Node node) {
        Predicate<Node> hasAll = n -> state.sight().sawFine(n.name()) && n.fenced();
        long others = state.nodes().stream()
                .filter(n -> !n.equals(node) && !n.name().equals(leader))
                .filter(hasAll)
                .count();
        return !node.name().equals(leader)
                && hasAll.test(state.node(leader))
                && others >= Redundancy.under(leader, state.names()).confirmations();
    }
}
