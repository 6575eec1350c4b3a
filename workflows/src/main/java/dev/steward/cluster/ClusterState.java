package dev.steward.cluster;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is: everything known about it. Only its workflow writes it.
 *
 * @param life where it is between order and end
 * @param leadership who leads, and who confirms
 * @param nodes its members, in the order of their names
 * @param identity its certificates; null before it is made
 * @param sight what the watch says
 * @param blocked why a take-over is not possible, while that is so
 * @param order what a person has asked for and is not done yet
 * @param bindings who has access
 * @param update what is changing it into another, while that is so
 */
public record ClusterState(
        Life life,
        Leadership leadership,
        List<Node> nodes,
        @Nullable Identity identity,
        Sight sight,
        @Nullable Blockade blocked,
        @Nullable OperatorOrder order,
        List<Binding> bindings,
        @Nullable Update update) {

    public ClusterState {
        nodes = List.copyOf(nodes);
        bindings = List.copyOf(bindings);
    }

    public static ClusterState absent() {
        return new ClusterState(
                Life.ABSENT, Leadership.none(), List.of(), null, Sight.NOTHING, null, null, List.of(), null);
    }

    public ClusterState become(Life next) {
        return new ClusterState(next, leadership, nodes, identity, sight, blocked, order, bindings, update);
    }

    /** It has been made. */
    public ClusterState made(NodeName firstLeader, List<Node> made, Redundancy confirming, Identity issued) {
        Leadership first = leadership.of(firstLeader, confirming);
        return new ClusterState(Life.LIVE, first, made, issued, Sight.NOTHING, null, null, bindings, update);
    }

    /** It can certify more than before. */
    public ClusterState identifiedBy(Identity now) {
        return new ClusterState(life, leadership, nodes, now, sight, blocked, order, bindings, update);
    }

    /** Nothing of it is left; its epoch stays. */
    public ClusterState gone(Life end) {
        return new ClusterState(end, leadership.ended(), List.of(), null, Sight.NOTHING, null, null, List.of(), null);
    }

    /** A new leadership begins; what was seen in the old one says nothing any more. */
    public ClusterState raised() {
        return new ClusterState(
                life, leadership.raised(), nodes, identity, Sight.NOTHING, null, order, bindings, update);
    }

    /** Another node leads; the old leader may not know it yet. What was ordered before has been overtaken. */
    public ClusterState ledBy(NodeName next, Redundancy confirming, Instant at) {
        return succeeded(next, leadership.of(next, confirming), at);
    }

    /** Another node was told to lead; whether it does is not certain. */
    public ClusterState mayBeLedBy(NodeName next, Redundancy confirming, Instant at) {
        return succeeded(next, leadership.maybeOf(next, confirming), at);
    }

    private ClusterState succeeded(NodeName next, Leadership taken, Instant at) {
        NodeName old = leader();
        List<Node> now = nodes.stream()
                .map(n -> n.name().equals(next)
                        ? n.stopped().found()
                        : n.name().equals(old) ? n.unfenced().lost(at) : n)
                .toList();
        return new ClusterState(life, taken, now, identity, Sight.NOTHING, null, null, bindings, update);
    }

    public ClusterState blockedBy(Blockade blockade) {
        return new ClusterState(life, leadership, nodes, identity, sight, blockade, order, bindings, update);
    }

    /** A person asks for something. */
    public ClusterState ordered(OperatorOrder asked) {
        return new ClusterState(life, leadership, nodes, identity, sight, blocked, asked, bindings, update);
    }

    /** What a person has asked for is done, or can't be. */
    public ClusterState answered() {
        return new ClusterState(life, leadership, nodes, identity, sight, blocked, null, bindings, update);
    }

    /** The watch has spoken. A verdict of another epoch, or one told before, changes nothing. */
    public ClusterState seen(Verdict told, Instant at) {
        Verdict before = sight.verdict();
        if (!told.epoch().equals(epoch()) || (before != null && before.says(told))) {
            return this;
        }
        Sight now = sight.then(told, at);
        NodeName leader = leader();
        boolean stays =
                (leader != null && now.healthOf(leader).isDead()) || (blocked != null && blocked.mayHaveSuccessor());
        List<Node> seen = nodes.stream()
                .map(n -> now.healthOf(n.name()).isLost() ? n.lost(at) : n.found())
                .toList();
        return new ClusterState(life, leadership, seen, identity, now, stays ? blocked : null, order, bindings, update);
    }

    /** A node has changed. */
    public ClusterState changed(NodeName name, UnaryOperator<Node> change) {
        return consistingOf(nodes.stream()
                .map(n -> n.name().equals(name) ? change.apply(n) : n)
                .toList());
    }

    /** What the watch said of this node was answered by a repair: only what it says next counts. */
    public ClusterState forgetFinding(NodeName name) {
        return new ClusterState(
                life, leadership, nodes, identity, sight.without(name), blocked, order, bindings, update);
    }

    /** The first half of a joint change: from now on it may have happened. */
    public ClusterState changingTo(Redundancy next) {
        return led(leadership.changingTo(next));
    }

    /** The second half: it has happened. */
    public ClusterState confirmedBy(Redundancy now) {
        return led(leadership.confirmedBy(now));
    }

    private ClusterState led(Leadership now) {
        return new ClusterState(life, now, nodes, identity, sight, blocked, order, bindings, update);
    }

    public ClusterState bound(Binding binding) {
        List<Binding> now = Stream.concat(
                        bindings.stream().filter(b -> !b.id().equals(binding.id())), Stream.of(binding))
                .toList();
        return withBindings(now);
    }

    public ClusterState unbound(String bindingId) {
        return withBindings(
                bindings.stream().filter(b -> !b.id().equals(bindingId)).toList());
    }

    private ClusterState withBindings(List<Binding> now) {
        return new ClusterState(life, leadership, nodes, identity, sight, blocked, order, now, update);
    }

    /** It is to be another, and becomes so; what was never noted of its nodes is what it was before. */
    public ClusterState updating(Update begun) {
        Outfit before = begun.former().outfit().among(names());
        List<Node> noted = nodes.stream()
                .map(n -> n.outfit() == null && n.exists() ? n.fitted(before) : n)
                .toList();
        return new ClusterState(life, leadership, noted, identity, sight, blocked, order, bindings, begun);
    }

    /** The update has ended. */
    public ClusterState updated() {
        return withUpdate(null);
    }

    /** The next step of an update, if one is under way, begins later. */
    public ClusterState delayed(Instant next) {
        return update == null ? this : withUpdate(update.delayed(next));
    }

    /** Its network is what it is to be. */
    public ClusterState connected() {
        return update == null ? this : withUpdate(update.withNetwork());
    }

    /** It is to have these too. */
    public ClusterState joinedBy(List<Node> newcomers) {
        return consistingOf(Stream.concat(nodes.stream(), newcomers.stream())
                .sorted(Comparator.comparing(Node::name))
                .toList());
    }

    /** Nothing is left of this node. */
    public ClusterState without(NodeName name) {
        return consistingOf(nodes.stream().filter(n -> !n.name().equals(name)).toList());
    }

    private ClusterState consistingOf(List<Node> now) {
        return new ClusterState(life, leadership, now, identity, sight, blocked, order, bindings, update);
    }

    /** All is added to its data that was to be. */
    public ClusterState furnished() {
        return update == null ? this : withUpdate(update.withFurniture());
    }

    private ClusterState withUpdate(@Nullable Update now) {
        return new ClusterState(life, leadership, nodes, identity, sight, blocked, order, bindings, now);
    }

    public Epoch epoch() {
        return leadership.epoch();
    }

    public @Nullable NodeName leader() {
        return leadership.leader();
    }

    public Redundancy redundancy() {
        return leadership.redundancy();
    }

    /** Its members, in order. */
    public List<NodeName> names() {
        return nodes.stream().map(Node::name).toList();
    }

    /** Whether it has one node only, whatever it is to have. */
    public boolean alone() {
        return nodes.size() == 1;
    }

    public Node node(NodeName name) {
        return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
    }

    public Optional<Binding> binding(String bindingId) {
        return bindings.stream().filter(b -> b.id().equals(bindingId)).findFirst();
    }

    /** What the watch says of this node; FINE while it has said nothing. */
    public Health healthOf(NodeName name) {
        return sight.healthOf(name);
    }

    /** Whether the watch has said, in this epoch, that every node is fine. */
    public boolean everyNodeSeenFine() {
        return nodes.stream().allMatch(n -> sight.sawFine(n.name()));
    }
}
