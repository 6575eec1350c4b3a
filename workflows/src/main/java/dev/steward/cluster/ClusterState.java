package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is: everything known about it. Only its workflow writes it.
 *
 * @param life where it is between order and end
 * @param epoch of its leadership
 * @param leader who leads; null before it is made
 * @param nodes its members, in the order of their names
 * @param redundancy who confirms commits
 * @param changingTo who is to confirm them, while that change may or may not have happened: until it is null again a
 *     take-over has to satisfy both
 * @param identity its certificates; null before it is made
 * @param verdict what the watch last said in this epoch
 * @param verdictAt when it first said so of the nodes' health
 * @param blocked why a take-over is not possible, while that is so
 * @param bindings who has access
 */
public record ClusterState(
        Life life,
        Epoch epoch,
        @Nullable NodeName leader,
        List<Node> nodes,
        Redundancy redundancy,
        @Nullable Redundancy changingTo,
        @Nullable Identity identity,
        @Nullable Verdict verdict,
        @Nullable Instant verdictAt,
        @Nullable Blockade blocked,
        List<Binding> bindings) {

    public ClusterState {
        nodes = List.copyOf(nodes);
        bindings = List.copyOf(bindings);
    }

    public static ClusterState absent() {
        return new ClusterState(
                Life.ABSENT, Epoch.FIRST, null, List.of(), Redundancy.NONE, null, null, null, null, null, List.of());
    }

    public ClusterState become(Life next) {
        return new ClusterState(
                next, epoch, leader, nodes, redundancy, changingTo, identity, verdict, verdictAt, blocked, bindings);
    }

    /** It has been made. */
    public ClusterState made(NodeName firstLeader, List<Node> made, Redundancy confirming, Identity issued) {
        return new ClusterState(
                Life.LIVE, epoch, firstLeader, made, confirming, null, issued, null, null, null, bindings);
    }

    /** Nothing of it is left; its epoch stays. */
    public ClusterState gone(Life end) {
        return new ClusterState(end, epoch, null, List.of(), Redundancy.NONE, null, null, null, null, null, List.of());
    }

    /** A new leadership begins; what was seen in the old one says nothing any more. */
    public ClusterState raised() {
        return new ClusterState(
                life, epoch.next(), leader, nodes, redundancy, changingTo, identity, null, null, null, bindings);
    }

    /** Another node leads; the old leader may not know it yet. */
    public ClusterState ledBy(NodeName next, Redundancy confirming) {
        NodeName old = leader;
        List<Node> now = nodes.stream()
                .map(n -> n.name().equals(old) && !n.name().equals(next) ? n.unfenced() : n)
                .toList();
        return new ClusterState(life, epoch, next, now, confirming, null, identity, null, null, null, bindings);
    }

    public ClusterState blockedBy(Blockade blockade) {
        return new ClusterState(
                life, epoch, leader, nodes, redundancy, changingTo, identity, verdict, verdictAt, blockade, bindings);
    }

    /** The watch has spoken. A verdict of another epoch, or one told before, changes nothing. */
    public ClusterState seen(Verdict told, Instant at) {
        if (!told.epoch().equals(epoch) || (verdict != null && verdict.says(told))) {
            return this;
        }
        boolean stillDead = leader != null
                && told.of(leader).filter(f -> f.health().isDead()).isPresent();
        return new ClusterState(
                life,
                epoch,
                leader,
                nodes,
                redundancy,
                changingTo,
                identity,
                told,
                verdict != null && verdict.concludes(told) ? verdictAt : at,
                stillDead ? blocked : null,
                bindings);
    }

    /** A node has changed. */
    public ClusterState changed(NodeName name, UnaryOperator<Node> change) {
        List<Node> now = nodes.stream()
                .map(n -> n.name().equals(name) ? change.apply(n) : n)
                .toList();
        return new ClusterState(
                life, epoch, leader, now, redundancy, changingTo, identity, verdict, verdictAt, blocked, bindings);
    }

    /** What the watch said of this node was answered by a repair: only what it says next counts. */
    public ClusterState forgetFinding(NodeName name) {
        Verdict rest = verdict == null
                ? null
                : new Verdict(
                        verdict.epoch(),
                        verdict.findings().stream()
                                .filter(f -> !f.node().equals(name))
                                .toList());
        return new ClusterState(
                life, epoch, leader, nodes, redundancy, changingTo, identity, rest, verdictAt, blocked, bindings);
    }

    /** The first half of a joint change: from now on it may have happened. */
    public ClusterState changingTo(Redundancy next) {
        return new ClusterState(
                life, epoch, leader, nodes, redundancy, next, identity, verdict, verdictAt, blocked, bindings);
    }

    /** The second half: it has happened. */
    public ClusterState confirmedBy(Redundancy now) {
        return new ClusterState(life, epoch, leader, nodes, now, null, identity, verdict, verdictAt, blocked, bindings);
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
        return new ClusterState(
                life, epoch, leader, nodes, redundancy, changingTo, identity, verdict, verdictAt, blocked, now);
    }

    public Node node(NodeName name) {
        return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
    }

    public Optional<Binding> binding(String bindingId) {
        return bindings.stream().filter(b -> b.id().equals(bindingId)).findFirst();
    }

    /** What the watch says of this node; FINE while it has said nothing. */
    public Health healthOf(NodeName name) {
        return verdict == null
                ? Health.FINE
                : verdict.of(name).map(Finding::health).orElse(Health.FINE);
    }

    /** What the watch is concerned about of this node. */
    public Set<Concern> concernsOf(NodeName name) {
        return verdict == null
                ? Set.of()
                : verdict.of(name).map(Finding::concerns).orElse(Set.of());
    }

    /** Whether the watch has said, in this epoch, that every node is fine. */
    @JsonIgnore
    public boolean allSeenFine() {
        return verdict != null
                && nodes.stream()
                        .allMatch(n -> verdict.of(n.name())
                                .filter(f -> f.health() == Health.FINE)
                                .isPresent());
    }
}
