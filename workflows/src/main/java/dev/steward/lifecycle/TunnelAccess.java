package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Life;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.UserAuthority;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Pass;
import dev.steward.tunnels.TunnelName;
import dev.steward.tunnels.TunnelOrder;
import dev.steward.tunnels.TunnelWish;
import dev.steward.tunnels.Tunnels;
import io.temporal.failure.ActivityFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Ways in from outside, as part of bindings: passes for them, and whom gateways let in by these. */
final class TunnelAccess {

    private final Cluster cluster;

    TunnelAccess(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Makes the pass that a binding asks for. To be asked before the binding is made, as it may be refused.
     *
     * @return what adds it to the binding's credentials; adds nothing if no tunnel is asked for
     */
    UnaryOperator<Map<String, Object>> pass(Binding ordered) {
        Optional<TunnelWish> wish = TunnelWish.in(ordered.request().parameters());
        if (wish.isEmpty()) {
            return UnaryOperator.identity();
        }
        try {
            Pass pass = issue(ordered, wish.get());
            return pass::in;
        } catch (ActivityFailure e) {
            throw Trouble.of(e).failure(e);
        }
    }

    private Pass issue(Binding ordered, TunnelWish wish) {
        Tunnels tunnels = new Doors(cluster.ordered()).tunnels();
        Instant until = Time.now().plus(wish.life());
        Instant end = ordered.expiresAt();
        return tunnels.issue(new TunnelOrder(
                new TunnelName(cluster.ordered().id(), ordered.id()),
                authority(tunnels),
                wish,
                end != null && end.isBefore(until) ? end : until));
    }

    private UserAuthority authority(Tunnels tunnels) {
        if (identity().users() == null) {
            UserAuthority made = tunnels.issueAuthority();
            if (identity().users() == null) { // nobody else made one meanwhile
                cluster.become(cluster.state.identifiedBy(identity().certifying(made)));
            }
        }
        return Objects.requireNonNull(identity().users());
    }

    private Identity identity() {
        return Objects.requireNonNull(cluster.state.identity(), "a cluster that was made has an identity");
    }

    /**
     * Whom gateways let in, and where to.
     *
     * @param leaving which bindings are being taken away
     */
    Directory directory(Predicate<String> leaving) {
        Identity identity = cluster.state.identity();
        if (cluster.state.life() != Life.LIVE || identity == null || identity.users() == null) {
            return Directory.EMPTY;
        }
        NodeName leader = cluster.state.leader();
        return new Directory(
                cluster.ordered().infrastructure(),
                identity.users().publicKey(),
                grants(leaving),
                cluster.state.nodes().stream()
                        .collect(Collectors.toMap(
                                n -> n.name().value(), (Node n) -> n.address().ip())),
                leader == null ? null : leader.value());
    }

    private List<Directory.Grant> grants(Predicate<String> leaving) {
        return cluster.state.bindings().stream()
                .filter(b -> !b.expired() && !leaving.test(b.id()))
                .flatMap(b -> grant(b).stream())
                .toList();
    }

    private static Optional<Directory.Grant> grant(Binding binding) {
        String certificate = Pass.certificateIn(binding.credentials());
        return certificate != null && binding.credentials().get("port") instanceof Number port
                ? Optional.of(new Directory.Grant(
                        binding.id(), certificate, port.intValue(), Pass.untilIn(binding.credentials())))
                : Optional.empty();
    }
}
