package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Life;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.TemporalProcess;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Stock;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** On a real Temporal that wants runs to end after a few events: what lives for years goes on in the next one. */
@EnabledIf("dev.steward.fakes.TemporalProcess#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(150)
class LongLivesTest {

    private static final String FEW_EVENTS = "limit.historyCount.suggestContinueAsNew=40";

    private FakeSteward steward;

    @BeforeAll
    void start() throws IOException {
        int port = freePort();
        String address = "127.0.0.1:" + port;
        TemporalProcess.start(port, FEW_EVENTS);
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        stubs.connect(Duration.ofSeconds(30));
        stubs.shutdownNow();
        steward = FakeSteward.on(address);
    }

    @AfterAll
    void close() {
        if (steward != null) {
            steward.close();
        }
    }

    /** Temporal takes so many signals of one run, and then no more: no verdict would ever reach it again. */
    @Test
    void signalsThatChangeNothingEndARunToo() {
        ClusterWorkflow cluster = live("quiet");
        Tale.tell(cluster, 1, Map.of());
        until(() -> cluster.report().children().isEmpty());
        Report before = cluster.report();
        String run =
                run(WorkflowIds.cluster(Objects.requireNonNull(before.spec()).id()));
        for (int i = 0; i < 60; i++) {
            Tale.tell(cluster, 1, Map.of());
        }
        until(() -> !run(WorkflowIds.cluster(before.spec().id())).equals(run));
        assertThat(cluster.report()).isEqualTo(before);
    }

    @Test
    void aPoolGivesEachMemberAwayOnceOverAllItsRuns() {
        String pool = WorkflowIds.pool(PoolTale.plan(1), "fake");
        PoolsActivity.begin(steward.client(), PoolTale.plan(1), "fake", PoolTale.rules(2, PoolTale.holding(1)));
        until(() -> stock(pool).count(Stage.READY) == 2);
        String first = run(pool);
        List<String> machines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            steward.provision(PoolTale.spec("pooled-" + i, 1));
            machines.add(awaitLive("pooled-" + i).members().getFirst().machine());
        }
        assertThat(run(pool)).isNotEqualTo(first);
        assertThat(machines).doesNotHaveDuplicates();
        assertThat(stock(pool).hits() + stock(pool).misses()).isEqualTo(6);
        PoolsActivity.close(steward.client(), pool);
        for (int i = 0; i < 6; i++) {
            ClusterWorkflow cluster = steward.cluster("pooled-" + i);
            cluster.deprovision(null);
        }
        until(() -> steward.cloud.inventory().stream().noneMatch(r -> r.contains("pool-")));
    }

    private ClusterWorkflow live(String id) {
        steward.provision(FakeSteward.spec(id, 1));
        awaitLive(id);
        return steward.cluster(id);
    }

    private Report awaitLive(String id) {
        until(() -> steward.cluster(id).report().life() == Life.LIVE);
        return steward.cluster(id).report();
    }

    private Stock stock(String pool) {
        return steward.client().newWorkflowStub(PoolWorkflow.class, pool).stock();
    }

    private String run(String workflow) {
        WorkflowStub stub = steward.client().newUntypedWorkflowStub(workflow);
        return stub.describe().getExecution().getRunId();
    }

    private static void until(BooleanSupplier what) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
