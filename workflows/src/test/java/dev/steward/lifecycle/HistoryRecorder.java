package dev.steward.lifecycle;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Owner;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Rules;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Records the histories of one instance's life, from order to deletion with a take-over in between:
 *
 * <pre>./mvnw -pl workflows test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.steward.lifecycle.HistoryRecorder</pre>
 */
public final class HistoryRecorder {

    private final FakeSteward steward = new FakeSteward();
    private final Map<String, String> recorded = new LinkedHashMap<>();

    public static void main(String[] args) throws IOException {
        new HistoryRecorder().record();
        System.exit(0); // the in-memory server leaves threads behind
    }

    private void record() throws IOException {
        ClusterSpec spec = FakeSteward.spec("recorded", 3);
        steward.provision(spec);
        ClusterWorkflow cluster = steward.cluster("recorded");
        until(() -> cluster.report().life() == Life.LIVE);
        cluster.bind("b", spec.request());
        steward.cloud.kill("recorded", "n1");
        cluster.verdict(FakeSteward.verdict(cluster.report().epoch(), 3, Map.of("n1", Health.SILENT)));
        until(() -> NodeName.of(2).equals(cluster.report().leader()));
        until(() -> cluster.report().members().getFirst().lostSince() == null);
        cluster.verdict(FakeSteward.verdict(cluster.report().epoch(), 3, Map.of()));
        until(() -> cluster.report().phase() == Phase.HEALTHY);
        cluster.switchOver(NodeName.of(1));
        until(() -> cluster.report().members().get(1).lostSince() == null);
        cluster.unbind("b", Caller.UNNAMED);
        cluster.deprovision(null);
        until(() -> cluster.report().life() == Life.DELETED);
        String id = WorkflowIds.cluster(spec.id());
        keep("Cluster", id);
        keep("Provision", id + "/provision-2");
        keep("FailOver", id + "/failover-2");
        keep("Recover", id + "/recover-n1-3");
        keep("SwitchOver", id + "/switchover-3");
        keep("Repairs", WorkflowIds.repairs("fake"));
        keep("Deprovision", id + "/deprovision-6");
        keep("Watch", WorkflowIds.watch("fake", "fake", WorkflowIds.group(spec.id())));
        recordReshaping();
        recordOrphans();
        recordPool();
        Files.createDirectories(HistoriesTest.HISTORIES);
        for (Map.Entry<String, String> one : recorded.entrySet()) {
            Files.writeString(HistoriesTest.HISTORIES.resolve(one.getKey() + "-1.json"), one.getValue());
        }
    }

    /** One machine becomes three, and they become one. */
    private void recordReshaping() {
        Tale tale = new Tale(steward);
        ClusterWorkflow cluster = tale.provisioned("reshaped", 1);
        cluster.bind("b", FakeSteward.spec("reshaped", 1).request());
        for (int nodes : new int[] {3, 1}) {
            Request now = cluster.report().spec().request();
            cluster.update(new Alteration(now, FakeSteward.spec("reshaped", nodes)));
            tale.untilUpdated(cluster);
        }
        cluster.deprovision(null);
        until(() -> cluster.report().life() == Life.DELETED);
        String id = WorkflowIds.cluster(new ClusterId("reshaped"));
        keep("ClusterReshaped", id);
        keep("RecoverNewcomer", child(id, "Recover"));
        keep("Retire", child(id, "Retire"));
    }

    /** The first child of this type. */
    private String child(String id, String type) {
        return steward.client().fetchHistory(id).getEvents().stream()
                .filter(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
                .map(HistoryEvent::getStartChildWorkflowExecutionInitiatedEventAttributes)
                .filter(child -> child.getWorkflowType().getName().equals(type))
                .map(child -> child.getWorkflowId())
                .findFirst()
                .orElseThrow();
    }

    /** Somebody's disk, found and given back. */
    private void recordOrphans() {
        FakeSteward another = new FakeSteward(); // where nothing is watched, so that time skips
        another.cloud.createDisk(new DiskOrder(new Label(new Owner("lost"), "n1", 0), 1));
        OrphansWorkflow orphans = another.client()
                .newWorkflowStub(
                        OrphansWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.orphans("fake"))
                                .setTaskQueue(TaskQueues.machines("fake"))
                                .build());
        OrphansWorkflow.Rules rules = new OrphansWorkflow.Rules(Duration.ofMinutes(10), Duration.ofMinutes(15), true);
        WorkflowClient.start(orphans::run, new OrphansWorkflow.Order("fake", rules, List.of()));
        for (int i = 0; i < 4; i++) {
            another.temporal.sleep(Duration.ofMinutes(10));
        }
        if (!another.cloud.inventory().isEmpty()) {
            throw new IllegalStateException("it was not given back");
        }
        keep(another, "Orphans", WorkflowIds.orphans("fake"));
        keep(another, "OrphanRemoval", WorkflowIds.cluster(new ClusterId("lost")));
    }

    /** A member that becomes an instance, and what is left of the pool when it is not wanted any more. */
    private void recordPool() {
        ClusterSpec spec = FakeSteward.spec("pooled", 1).fromPool();
        Rules rules = new Rules(1, Duration.ofDays(7), spec.holding(), Duration.ofMinutes(10));
        PoolsActivity.begin(steward.client(), spec.plan(), "fake", rules);
        String id = WorkflowIds.pool(spec.plan(), "fake");
        PoolWorkflow pool = steward.client().newWorkflowStub(PoolWorkflow.class, id);
        until(() -> pool.stock().count(Stage.READY) == 1);
        String member = WorkflowIds.cluster(pool.stock().members().getFirst().id());
        steward.provision(spec);
        ClusterWorkflow cluster = steward.cluster("pooled");
        until(() -> cluster.report().life() == Life.LIVE);
        PoolsActivity.close(steward.client(), id);
        cluster.deprovision(null);
        until(() -> cluster.report().life() == Life.DELETED);
        until(() -> steward.cloud.inventory().isEmpty());
        keep("Pool", id);
        keep("PoolMember", member);
        keep("ProvisionFromPool", WorkflowIds.cluster(spec.id()) + "/provision-2");
    }

    private void keep(String type, String id) {
        keep(steward, type, id);
    }

    private void keep(FakeSteward where, String type, String id) {
        recorded.put(type, where.client().fetchHistory(id).toJson(true));
    }

    private void until(BooleanSupplier what) {
        if (!steward.comesTrue(what)) {
            throw new IllegalStateException("it did not happen");
        }
    }
}
