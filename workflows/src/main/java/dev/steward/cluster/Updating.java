package dev.steward.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which node is next to become what the cluster is to be: standbys first, then, by a switch-over, the leader (rule 24). One
 * at a time, and only while all are well: whatever strikes in between is mended first. Pure.
 */
final class Updating {

    private final ClusterState state;
    private final NodeName leader;
    private final Reshaping reshaping;
    private final @Nullable Update update;
    private final Outfit wanted;

    Updating(ClusterSpec spec, ClusterState state, NodeName leader, Reshaping reshaping) {
        this.state = state;
        this.leader = leader;
        this.reshaping = reshaping;
        update = state.update();
        wanted = spec.outfit().among(state.names());
    }

    Optional<Decision> next(List<Work> underway, Instant now) {
        if (update == null) {
            return Optional.empty();
        }
        boolean late = !now.isBefore(update.until());
        if (late && !update.goesBack()) {
            return Optional.of(new Decision.GoBack("it takes too long"));
        }
        if (late && reshaping.isOver()) {
            return Optional.of(new Decision.EndUpdate("there was no way back in time"));
        }
        boolean mayBegin = update.notBefore() == null || !now.isBefore(update.notBefore());
        if (!reshaping.isSettled()) {
            return reshaping.next(underway, mayBegin);
        }
        return underway.isEmpty() && mayBegin && isCalm()
                ? Optional.of(step(update)).filter(this::isSafe)
                : Optional.empty();
    }

    /** When the next step may begin that waits for time alone, and when it is given up. */
    Stream<Instant> times() {
        return update == null
                ? Stream.empty()
                : Stream.of(update.until(), update.notBefore()).filter(Objects::nonNull);
    }

    /**
     * The standby that is next to be taken down: it confirms no commits from now on, so that nobody waits for it, and a
     * take-over needs nothing of it. Only while all the others confirm.
     */
    boolean isAside(NodeName node) {
        return update != null
                && update.connected()
                && reshaping.isSettled()
                && areAllWell()
                && nextStandby()
                        .filter(n -> n.name().equals(node) && isTakenDown(n))
                        .isPresent()
                && standbys().map(Node::name).filter(n -> !n.equals(node)).allMatch(state.redundancy()::includes);
    }

    private Decision step(Update under) {
        if (!under.connected()) {
            return new Decision.Connect("the network comes before the nodes in it", List.of());
        }
        Node misfit = nextStandby().orElse(state.node(leader));
        if (!fits(misfit)) {
            return fit(misfit, under);
        }
        return under.furnished()
                ? new Decision.EndUpdate("every node is what it is to be")
                : new Decision.Furnish("what is to be added to its data");
    }

    private Decision fit(Node node, Update under) {
        if (!isTakenDown(node)) {
            return new Decision.Adjust("its settings are to be others", node.name());
        }
        boolean leads = node.name().equals(leader);
        if (leads && !state.alone()) {
            List<NodeName> others = standbys().map(Node::name).toList();
            return new Decision.SwitchOver(
                    leader + " is to be taken down for an update", others.get(under.attempts() % others.size()));
        }
        if (outfit(node).isOfTheSameMachineAs(wanted)) {
            return new Decision.Restart("some settings need it", node.name());
        }
        Means means = Means.REPLACE_MACHINE;
        return new Decision.Recover(
                "it is to have another machine", node.name(), leads ? Role.LEADER : Role.STANDBY, means, means);
    }

    /** Whoever is taken down is waited for by nobody; else all confirm who are to. */
    private boolean isSafe(Decision step) {
        NodeName down = switch (step) {
            case Decision.Restart restart -> restart.node();
            case Decision.Recover recover -> recover.node();
            default -> null;
        };
        return state.redundancy().equals(confirmingWithout(down));
    }

    private Redundancy confirmingWithout(@Nullable NodeName down) {
        List<NodeName> confirming =
                standbys().map(Node::name).filter(n -> !n.equals(down)).toList();
        return confirming.isEmpty() ? Redundancy.NONE : Redundancy.among(confirming);
    }

    private boolean isCalm() {
        return areAllWell() && state.leadership().possible().isEmpty();
    }

    private boolean areAllWell() {
        return state.blocked() == null
                && state.order() == null
                && state.everyNodeSeenFine()
                && state.nodes().stream().allMatch(n -> n.fenced() && n.lostSince() == null);
    }

    private Optional<Node> nextStandby() {
        return standbys().filter(Predicate.not(this::fits)).findFirst();
    }

    private Stream<Node> standbys() {
        return state.nodes().stream().filter(n -> !n.name().equals(leader));
    }

    private boolean fits(Node node) {
        return outfit(node).equals(wanted);
    }

    /** Whether the next step at this node interrupts its part. */
    private boolean isTakenDown(Node node) {
        Outfit has = outfit(node);
        boolean onItsTerms = Objects.equals(has.terms(), wanted.terms());
        return !has.isOfTheSameMachineAs(wanted) || (onItsTerms && has.awaitsRestart());
    }

    /** What was never noted is what it was before. */
    private Outfit outfit(Node node) {
        Outfit noted = node.outfit();
        return noted == null ? Objects.requireNonNull(update).former().outfit() : noted;
    }
}
