package dev.steward.engine.kit;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Election;
import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.NodeOrder;
import dev.steward.engine.kit.Subject.Application;
import dev.steward.machines.MachineSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.Assertions;

/** A cluster on which an engine is tried, driven by hand as the workflows drive it. Remembers what was confirmed to it. */
final class Tried {

    static final NodeName N1 = NodeName.of(1);
    static final NodeName N2 = NodeName.of(2);
    static final NodeName N3 = NodeName.of(3);
    static final MachineSize SIZE = new MachineSize(1, 512);

    private final Subject subject;
    private final Identity identity;
    private final List<String> confirmed = new ArrayList<>();
    private long changes;
    private ClusterView view;

    Tried(Subject subject, int nodes) {
        this.subject = subject;
        String name = "kit" + Long.toHexString(ThreadLocalRandom.current().nextLong(1L << 30));
        identity = subject.engine().issueIdentity(new ClusterId(name));
        view = subject.machines(name, nodes, identity);
    }

    /** Prepared, led by n1, followed by the others. */
    static Tried made(Subject subject, int nodes) {
        Tried tried = new Tried(subject, nodes);
        tried.view.hosts().forEach(h -> tried.prepare(h.node()));
        tried.engine().initialise(tried.view, N1, tried.all());
        tried.standbys().forEach(n -> tried.engine().join(tried.view, n));
        tried.engine().confirm(tried.view, N1);
        return tried;
    }

    Engine engine() {
        return subject.engine();
    }

    ClusterView view() {
        return view;
    }

    List<NodeName> standbys() {
        return view.hosts().stream()
                .map(h -> h.node())
                .filter(n -> !n.equals(view.leader()))
                .toList();
    }

    /** Everybody else confirms. */
    Redundancy all() {
        return Redundancy.among(standbys());
    }

    NodeOrder order(ClusterView in, NodeName node) {
        return new NodeOrder(in, node, identity.authority(), SIZE);
    }

    void prepare(NodeName node) {
        engine().prepare(order(view, node));
    }

    long nextChange() {
        return ++changes;
    }

    /** As it was before it led in another epoch. */
    ClusterView nextEpoch() {
        return view.in(view.epoch().next(), view.leader());
    }

    /** Goes on in this view. */
    void now(ClusterView next) {
        view = next;
    }

    Application bound(String binding) {
        return subject.application(engine().bind(new BindOrder(view, binding, Map.of())));
    }

    void write(Application application, String value) throws Exception {
        application.write(value);
        confirmed.add(value);
    }

    void requireAll(Application application) throws Exception {
        for (String value : confirmed) {
            Assertions.assertThat(application.has(value))
                    .as(value + " was confirmed")
                    .isTrue();
        }
    }

    /** Seals these, promotes the one who has come farthest, and has the others follow. */
    NodeName takeOver(List<NodeName> sealed) {
        ClusterView next = nextEpoch();
        List<Standing> claims = sealed.stream().map(n -> engine().seal(next, n)).toList();
        NodeName winner = Election.winner(claims).orElseThrow();
        List<NodeName> others = sealed.stream().filter(n -> !n.equals(winner)).toList();
        view = next.in(next.epoch(), winner);
        engine().promote(view, winner, Redundancy.among(others));
        others.forEach(n -> engine().follow(view, n));
        Insist.on(() -> engine().confirm(view, winner));
        return winner;
    }

    /** Brings a node back, and lets it confirm. */
    void bringBack(NodeName node) {
        Insist.on(() -> engine().rejoin(view, node));
        Redundancy before = Redundancy.among(
                standbys().stream().filter(n -> !n.equals(node)).toList());
        Insist.on(() -> engine().redundancy(view, List.of(before), all(), nextChange()));
    }
}
