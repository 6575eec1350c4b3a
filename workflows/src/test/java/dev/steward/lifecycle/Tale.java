package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.fakes.FakeSteward;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** An instance and what befalls it: orders, verdicts of the watch, and waiting for what becomes of it. */
final class Tale implements AutoCloseable {

    final FakeSteward steward;

    Tale() {
        this(new FakeSteward());
    }

    /** Of one that others use too: it is theirs to close. */
    Tale(FakeSteward steward) {
        this.steward = steward;
    }

    @Override
    public void close() {
        steward.close();
    }

    ClusterWorkflow provisioned(String id, int nodes) {
        provision(FakeSteward.spec(id, nodes));
        ClusterWorkflow cluster = stub(id);
        until(cluster, r -> r.life() == Life.LIVE);
        return cluster;
    }

    Acceptance provision(ClusterSpec spec) {
        return steward.provision(spec);
    }

    ClusterWorkflow stub(String id) {
        return steward.cluster(id);
    }

    /** As the watch would, in the cluster's epoch. */
    static void tell(ClusterWorkflow cluster, int nodes, Map<String, Health> exceptions) {
        cluster.verdict(FakeSteward.verdict(cluster.report().epoch(), nodes, exceptions));
    }

    /** The watch says how it is; while it is not known who leads, it says nothing. */
    void watch(ClusterWorkflow cluster) {
        Report report = cluster.report();
        if (report.children().stream().anyMatch(c -> c.contains("/failover-") || c.contains("/switchover-"))) {
            return;
        }
        Map<String, Health> seen = new HashMap<>();
        report.members().forEach(m -> seen.put(m.name().value(), health(report, m.name())));
        cluster.verdict(FakeSteward.verdict(report.epoch(), report.members().size(), seen));
    }

    /** A standby that runs is fine where nobody leads whom it could follow. */
    private Health health(Report report, NodeName node) {
        String id = report.spec().id().value();
        NodeName leader = report.leader();
        if (!steward.cloud.runs(id, node.value()) || !steward.engine.isRunning(id, node.value())) {
            return Health.PROCESS_GONE;
        }
        if (node.equals(leader)) {
            return steward.engine.leads(id, node.value()) ? Health.FINE : Health.WRONG_ROLE;
        }
        boolean somebodyLeads = steward.engine.leads(id, leader.value()) && steward.cloud.runs(id, leader.value());
        return !somebodyLeads || steward.engine.isFine(id, node, leader) ? Health.FINE : Health.NOT_STREAMING;
    }

    /** The watch says how it is, as often as it takes. */
    Report untilUpdated(ClusterWorkflow cluster) {
        return untilWatched(
                cluster,
                r -> r.operation().kind() == Operation.Kind.UPDATE
                        && r.operation().status() != Operation.Status.IN_PROGRESS);
    }

    /** The same, until something else. */
    Report untilWatched(ClusterWorkflow cluster, Predicate<Report> what) {
        awaitTrue(Duration.ofMillis(100), () -> {
            Report now = cluster.report();
            if (!what.test(now)) {
                watch(cluster);
            }
            return what.test(now);
        });
        return cluster.report();
    }

    Report until(ClusterWorkflow cluster, Predicate<Report> what) {
        awaitTrue(() -> what.test(cluster.report()));
        return cluster.report();
    }

    /**
     * Until this has failed so often that it is tried again in seconds, and its worker has heard of it: Temporal's test
     * server forgets a workflow that is cancelled while an activity of its begins or fails.
     */
    void awaitFailures(ClusterWorkflow cluster, String call, int many) {
        awaitTrue(() -> steward.faults.calls().stream().filter(call::equals).count() >= many
                && cluster.report().children().stream()
                        .allMatch(child -> steward.client()
                                .newUntypedWorkflowStub(child)
                                .describe()
                                .getRawDescription()
                                .getPendingActivitiesList()
                                .isEmpty()));
    }

    private void awaitTrue(java.util.function.BooleanSupplier what) {
        awaitTrue(Duration.ofSeconds(1), what);
    }

    private void awaitTrue(Duration pause, java.util.function.BooleanSupplier what) {
        Instant deadline = Instant.now().plusSeconds(100);
        while (!what.getAsBoolean()) {
            assertThat(Instant.now())
                    .as(() -> "it did not happen in time; last calls: " + steward.faults.calls())
                    .isBefore(deadline);
            steward.pass(pause);
        }
    }

    static Refusal refusal(Runnable request) {
        try {
            request.run();
        } catch (RuntimeException e) {
            return Refusal.in(e).orElseThrow(() -> e).refusal();
        }
        throw new AssertionError("it was not refused");
    }
}
