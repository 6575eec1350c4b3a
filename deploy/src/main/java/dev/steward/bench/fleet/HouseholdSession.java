package dev.steward.bench.fleet;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.watch.NodeSession;
import java.time.Duration;

/** How the watch asks a node that is in memory: what it answers costs next to nothing. */
record HouseholdSession(Household household, ClusterView cluster, NodeName node) implements NodeSession {

    private static final Lsn SOMEWHERE = new Lsn(100);

    @Override
    public Observation ask(Host leader) {
        if (!household.isUp(cluster, node)) {
            return new Silent();
        }
        if (!household.isRunning(cluster, node)) {
            return new Refused();
        }
        return household.leads(cluster, node)
                ? new Leads(
                        SOMEWHERE,
                        cluster.hosts().stream()
                                .map(Host::node)
                                .filter(n -> !n.equals(node) && household.follows(cluster, n, node))
                                .map(n -> new Follower(n, Duration.ZERO, SOMEWHERE, SOMEWHERE))
                                .toList())
                : new Stands(household.follows(cluster, node, leader.node()), Duration.ZERO);
    }

    /** What is in memory does not hang up. */
    @Override
    public boolean endsWithin(Duration limit) {
        try {
            Thread.sleep(limit);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public void end() {
        // there is nothing to close
    }
}
