package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An instance's life, from order to deletion, told through its workflow, with machines and a data service that are records. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterWorkflowTest {

    private static final Request BIND = new Request("service", "plan-3", Map.of(), Map.of());

    private final Tale tale = new Tale();

    @AfterEach
    void close() {
        tale.close();
    }

    @Test
    void anInstanceIsMadeBoundAndDeletedWithoutATrace() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(1));
        assertThat(cluster.report().redundancy().toString()).isEqualTo("any 1 of [n2, n3]");

        Bound bound = cluster.bind("b", BIND);
        assertThat(bound.binding().credentials()).containsEntry("username", "b");
        assertThat(cluster.bind("b", BIND).existed()).isTrue();
        cluster.unbind("b", Caller.UNNAMED);
        assertThat(tale.steward.engine.roles()).isEmpty();
        assertThat(Tale.refusal(() -> cluster.unbind("b", Caller.UNNAMED))).isEqualTo(Refusal.GONE);

        cluster.deprovision(null);
        tale.until(cluster, r -> r.life() == Life.DELETED);
        assertThat(tale.steward.cloud.inventory()).isEmpty();
    }

    @Test
    void theSameRequestIsTheSameOperationAndADifferentOneIsRefused() {
        ClusterSpec spec = FakeSteward.spec("a", 1);
        Acceptance first = tale.provision(spec);
        assertThat(tale.provision(spec).operation()).isEqualTo(first.operation());
        ClusterWorkflow cluster = tale.stub("a");
        tale.until(cluster, r -> r.life() == Life.LIVE);
        assertThat(tale.provision(spec).finished()).isTrue();
        assertThat(Tale.refusal(() -> tale.provision(FakeSteward.spec("a", 3)))).isEqualTo(Refusal.CONFLICT);
        assertThat(cluster.report().members()).hasSize(1);
    }

    @Test
    void aRemovalThatSomebodyCancelsBeginsAnew() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("destroy") ? Fate.FAILS : Fate.WORKS);
        cluster.deprovision(null);
        tale.awaitFailures(cluster, "destroy", 3 * 4);
        assertThat(Tale.refusal(() -> cluster.bind("b", BIND))).isEqualTo(Refusal.BUSY);
        assertThat(Tale.refusal(() -> cluster.update(unchanged(cluster)))).isEqualTo(Refusal.BUSY);
        String child = cluster.report().children().getFirst();
        tale.steward.client().newUntypedWorkflowStub(child).cancel();
        tale.steward.faults.orderNone();
        tale.until(cluster, r -> r.life() == Life.DELETED);
        assertThat(tale.steward.cloud.inventory()).isEmpty();
    }

    private static Alteration unchanged(ClusterWorkflow cluster) {
        ClusterSpec spec = cluster.report().spec();
        return new Alteration(spec.request(), spec);
    }

    @Test
    void aDeletionDuringTheCreationHaltsItAndLeavesNothing() {
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("join") ? Fate.FAILS : Fate.WORKS);
        tale.provision(FakeSteward.spec("a", 3));
        ClusterWorkflow cluster = tale.stub("a");
        tale.awaitFailures(cluster, "join", 2 * 4);
        assertThat(Tale.refusal(() -> cluster.bind("b", BIND))).isEqualTo(Refusal.BUSY);
        cluster.deprovision(null);
        tale.until(cluster, r -> r.life() == Life.DELETED);
        assertThat(tale.steward.cloud.inventory()).isEmpty();
    }

    @Test
    void aCreationThatCannotSucceedIsUndoneAndToldAndCanBeDeleted() {
        tale.steward.faults.order(
                Trouble.Kind.MISCONFIGURED, (call, name) -> name.equals("start") ? Fate.FAILS : Fate.WORKS);
        tale.provision(FakeSteward.spec("a", 3));
        ClusterWorkflow cluster = tale.stub("a");
        Report failed = tale.until(cluster, r -> r.life() == Life.FAILED);
        assertThat(failed.operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(failed.operation().sentence()).contains("A fault was ordered.");
        assertThat(tale.steward.cloud.inventory()).isEmpty();
        assertThat(Tale.refusal(() -> tale.provision(FakeSteward.spec("a", 3)))).isEqualTo(Refusal.CONFLICT);
        tale.steward.faults.orderNone();
        cluster.deprovision(null);
        tale.until(cluster, r -> r.life() == Life.DELETED);
    }

    @Test
    void anIdIsFreeAgainAfterADeletion() {
        ClusterWorkflow cluster = tale.provisioned("a/b c", 1);
        cluster.deprovision(null);
        tale.until(cluster, r -> r.life() == Life.DELETED);
        assertThat(tale.provisioned("a/b c", 1).report().life()).isEqualTo(Life.LIVE);
    }

    @Test
    void aRunGoesOnFromWhatTheOneBeforeKnew() {
        ClusterWorkflow before = tale.provisioned("a", 3);
        Report report = before.report();
        Memory memory = new Memory(report.spec(), ClusterState.absent().become(Life.FAILED), null, null, 7, null);
        ClusterWorkflow next = tale.steward
                .client()
                .newWorkflowStub(
                        ClusterWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                .build());
        WorkflowClient.start(next::run, memory);
        assertThat(tale.until(next, r -> r.life() == Life.FAILED).spec()).isEqualTo(report.spec());
    }
}
