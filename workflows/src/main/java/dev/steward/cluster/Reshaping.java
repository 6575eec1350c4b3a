package dev.steward.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which nodes a cluster lacks that is to have more, and which it has too many. Newcomers get an address, then the leader
 * learns of them, then they are made as what is lost is brought back. Whoever is too many goes when one leads that stays,
 * and nobody waits for him any more. Pure.
 */
final class Reshaping {

    private final ClusterSpec spec;
    private final ClusterState state;
    private final NodeName leader;

    Reshaping(ClusterSpec spec, ClusterState state, NodeName leader) {
        this.spec = spec;
        this.state = state;
        this.leader = leader;
    }

    /** Whether it has the nodes that it is to have, and its leader knows them; one may be lost all the same. */
    boolean isOver() {
        return isShaped() && state.names().equals(known());
    }

    /** The same, and each was made. */
    boolean isSettled() {
        return isOver() && state.nodes().stream().allMatch(Node::exists);
    }

    /** Whether it is given back now: it is too many, and whoever leads stays. */
    boolean isLeaving(Node node) {
        return !stays(node.name()) && stays(leader);
    }

    /** Whether it can be made now: it is wanted, and the leader, who is well, knows it. */
    boolean mayBeMade(Node node) {
        return stays(node.name())
                && known().contains(node.name())
                && state.sight().sawFine(leader);
    }

    /**
     * The next step.
     *
     * @param mayBegin whether one may begin that could come to nothing
     */
    Optional<Decision> next(List<Work> underway, boolean mayBegin) {
        if (state.blocked() != null || state.order() != null || !state.sight().sawFine(leader)) {
            return Optional.empty(); // nothing is given back while it may be all that is left (rule 22)
        }
        boolean calm =
                mayBegin && underway.isEmpty() && state.leadership().possible().isEmpty();
        return retire(underway).or(() -> calm ? reshape() : Optional.empty());
    }

    private Optional<Decision> retire(List<Work> underway) {
        List<Node> leaving = state.nodes().stream().filter(this::isLeaving).toList();
        boolean isAwaited = leaving.stream()
                .anyMatch(n -> state.leadership().anyOf().stream().anyMatch(r -> r.includes(n.name())));
        return isAwaited
                ? Optional.empty()
                : leaving.stream()
                        .map(Node::name)
                        .filter(n -> underway.stream().noneMatch(w -> n.equals(w.node())))
                        .findFirst()
                        .map(n -> new Decision.Retire("the cluster is to be smaller", n));
    }

    private Optional<Decision> reshape() {
        List<NodeName> joining =
                spec.names().stream().filter(n -> !state.names().contains(n)).toList();
        if (!joining.isEmpty()) {
            return Optional.of(new Decision.Connect("the cluster is to be larger", joining));
        }
        if (!stays(leader)) {
            return successor().map(n -> new Decision.SwitchOver(leader + " is to be given back", n));
        }
        return isShaped() && !state.names().equals(known())
                ? Optional.of(new Decision.Adjust("who is in the cluster is new to it", leader))
                : Optional.empty();
    }

    private boolean isShaped() {
        return spec.names().equals(state.names());
    }

    /** One that stays, is well, and has what was acknowledged. */
    private Optional<NodeName> successor() {
        Predicate<Node> well =
                n -> n.fenced() && n.lostSince() == null && state.sight().sawFine(n.name());
        return state.nodes().stream()
                .filter(n -> stays(n.name()))
                .filter(well)
                .map(Node::name)
                .filter(state.redundancy()::includes)
                .findFirst();
    }

    private boolean stays(NodeName node) {
        return spec.names().contains(node);
    }

    /** Whom the leader knows to be in its cluster; what was never noted is what it was made with. */
    private List<NodeName> known() {
        Outfit noted = state.node(leader).outfit();
        return noted != null
                ? noted.members()
                : state.nodes().stream().filter(Node::exists).map(Node::name).toList();
    }
}
