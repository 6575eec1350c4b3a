package dev.steward.bench.fleet;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.fakes.FakeCloud;
import dev.steward.fakes.FakeEngine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines and the data service of one cluster, apart from all others': what one does slows nobody else down. */
final class Household implements Misfortunes {

    private final FakeCloud cloud = new FakeCloud();
    private final FakeEngine engine = new FakeEngine(cloud);
    private volatile @Nullable ClusterView seen;

    /** What is behind a door. */
    Object behind(Class<?> door) {
        return door.isInstance(cloud) ? cloud : door.isInstance(engine) ? engine : this;
    }

    /** How it was shown last. */
    void see(ClusterView view) {
        seen = view;
    }

    /** As whoever led it last saw it; nothing before there was a data service. */
    Optional<ClusterView> view() {
        return Optional.ofNullable(seen);
    }

    /** Who leads it now. */
    Optional<NodeName> leader() {
        return view().flatMap(v -> v.hosts().stream()
                .map(Host::node)
                .filter(n -> engine.leads(v.id().value(), n.value()))
                .findFirst());
    }

    boolean isUp(ClusterView cluster, NodeName node) {
        return cloud.runs(cluster.id().value(), node.value());
    }

    boolean isRunning(ClusterView cluster, NodeName node) {
        return engine.isRunning(cluster.id().value(), node.value());
    }

    boolean leads(ClusterView cluster, NodeName node) {
        return engine.leads(cluster.id().value(), node.value());
    }

    boolean follows(ClusterView cluster, NodeName node, NodeName leader) {
        return isUp(cluster, node) && engine.isFine(cluster.id().value(), node, leader);
    }

    @Override
    public void kill(ClusterView cluster, NodeName node) {
        engine.kill(cluster.id().value(), node.value());
    }
}
