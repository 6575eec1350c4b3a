package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.fakes.FakeSteward;
import dev.steward.machines.Holding;
import dev.steward.pool.Member;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Stock;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What tests of pools tell: on the infrastructure {@code fake}, of plans with one node or three. */
final class PoolTale implements AutoCloseable {

    static final Duration WEEK = Duration.ofDays(7);

    final FakeSteward steward = new FakeSteward();

    void pool(int ready, int nodes) {
        PoolsActivity.begin(steward.client(), plan(nodes), "fake", rules(ready, holding(nodes)));
        until(() -> stock(nodes).count(Stage.READY) == ready);
    }

    void close(int nodes) {
        PoolsActivity.close(steward.client(), WorkflowIds.pool(plan(nodes), "fake"));
    }

    static dev.steward.pool.Rules rules(int ready, Holding holding) {
        return new dev.steward.pool.Rules(ready, WEEK, holding, Duration.ofMinutes(10));
    }

    static Holding holding(int nodes) {
        return FakeSteward.spec("any", nodes).holding();
    }

    static String plan(int nodes) {
        return FakeSteward.spec("any", nodes).plan();
    }

    static ClusterSpec spec(String id, int nodes) {
        return FakeSteward.spec(id, nodes).fromPool();
    }

    static boolean isFromPool(Report report) {
        ClusterSpec spec = Objects.requireNonNull(report.spec());
        return !spec.owner().equals(spec.id().owner());
    }

    Stock stock(int nodes) {
        return steward.client()
                .newWorkflowStub(PoolWorkflow.class, WorkflowIds.pool(plan(nodes), "fake"))
                .stock();
    }

    ClusterWorkflow ordered(ClusterSpec spec) {
        steward.provision(spec);
        return steward.cluster(spec.id().value());
    }

    Report live(ClusterWorkflow cluster) {
        until(() -> cluster.report().life() == Life.LIVE);
        return cluster.report();
    }

    boolean lives(Member member) {
        return runs(WorkflowIds.cluster(new ClusterId(member.id().value())));
    }

    boolean runs(String workflow) {
        try {
            return steward.client().newUntypedWorkflowStub(workflow).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    boolean nothingPends(ClusterWorkflow cluster) {
        return steward.client()
                .newUntypedWorkflowStub(cluster.report().children().getFirst())
                .describe()
                .getRawDescription()
                .getPendingActivitiesList()
                .isEmpty();
    }

    void until(BooleanSupplier what) {
        assertThat(steward.comesTrue(what))
                .as(() -> "it did not happen; calls: " + steward.faults.calls())
                .isTrue();
    }

    @Override
    public void close() {
        steward.close();
    }
}
