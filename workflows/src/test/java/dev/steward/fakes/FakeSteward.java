package dev.steward.fakes;

import com.uber.m3.tally.RootScopeBuilder;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Finding;
import dev.steward.cluster.Health;
import dev.steward.cluster.Limits;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.cluster.Verdict;
import dev.steward.engine.Engine;
import dev.steward.lifecycle.Acceptance;
import dev.steward.lifecycle.Claims;
import dev.steward.lifecycle.ClaimsActivity;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.JournalActivity;
import dev.steward.lifecycle.Lifecycle;
import dev.steward.lifecycle.Pools;
import dev.steward.lifecycle.PoolsActivity;
import dev.steward.lifecycle.RosterActivity;
import dev.steward.lifecycle.SearchAttributes;
import dev.steward.lifecycle.TaskQueues;
import dev.steward.lifecycle.TurnsActivity;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.machines.Hosts;
import dev.steward.machines.Leftover;
import dev.steward.machines.MachineSize;
import dev.steward.machines.Machines;
import dev.steward.machines.Owner;
import dev.steward.payloads.Payloads;
import dev.steward.tunnels.Tunnels;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The workflows on an in-memory Temporal whose time skips, with fakes behind the doors. Nobody serves the watch: what it
 * would see is told by the test.
 */
public final class FakeSteward implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LOOKS = 400;

    public final FakeCloud cloud = new FakeCloud();
    public final FakeEngine engine = new FakeEngine(cloud);

    /** Another infrastructure. */
    public final FakeCloud elsewhere = new FakeCloud();

    private final FakeEngine elsewhereEngine = new FakeEngine(elsewhere);
    public final TestWorkflowEnvironment temporal;
    public final Faults faults = new Faults();

    /** What the next look at claims finds besides, though it is not so any more. */
    public final List<Leftover> late = new CopyOnWriteArrayList<>();

    /** What the workflows have counted. */
    public final MeterRegistry meters = new SimpleMeterRegistry();

    public FakeSteward() {
        this(options -> {});
    }

    /** On a Temporal server of which only the real one will do; its time does not skip. */
    public static FakeSteward on(String address) {
        return new FakeSteward(options -> options.setUseExternalService(true).setTarget(address));
    }

    private FakeSteward(Consumer<TestEnvironmentOptions.Builder> more) {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.json())
                        .build())
                .setMetricsScope(new RootScopeBuilder()
                        .reporter(new MicrometerClientStatsReporter(meters))
                        .reportEvery(com.uber.m3.util.Duration.ofMillis(20)));
        more.accept(options);
        SearchAttributes.ALL.forEach(
                a -> options.registerSearchAttribute(a.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        serve("fake", cloud, engine);
        serve("elsewhere", elsewhere, elsewhereEngine);
        temporal.start();
    }

    /** A look that ends later than it began. */
    private record LateClaims(Claims today, List<Leftover> late) implements Claims {
        @Override
        public List<Leftover> unclaimed() {
            return Stream.concat(today.unclaimed().stream(), late.stream()).toList();
        }

        @Override
        public boolean lives(Owner cluster) {
            return today.lives(cluster);
        }
    }

    private void serve(String infrastructure, FakeCloud rented, FakeEngine installed) {
        Worker clusters = temporal.newWorker(TaskQueues.clusters(infrastructure, "fake"));
        clusters.registerWorkflowImplementationTypes(Lifecycle.workflows());
        clusters.registerActivitiesImplementations(
                faults.in(Engine.class, installed),
                faults.in(Tunnels.class, new FakeTunnels()),
                new RosterActivity(temporal.getWorkflowClient()),
                new JournalActivity(),
                faults.in(Pools.class, new PoolsActivity(temporal.getWorkflowClient())),
                new TurnsActivity(temporal.getWorkflowClient(), 2));
        Worker machines = temporal.newWorker(TaskQueues.machines(infrastructure));
        machines.registerWorkflowImplementationTypes(Lifecycle.workflowsOfInfrastructure());
        machines.registerActivitiesImplementations(
                faults.in(Machines.class, rented),
                faults.in(Hosts.class, rented),
                new LateClaims(
                        new ClaimsActivity(temporal.getWorkflowClient(), faults.in(Machines.class, rented)), late));
    }

    public WorkflowClient client() {
        return temporal.getWorkflowClient();
    }

    /** Asks for a cluster as the broker does, and returns when the request is answered. */
    public Acceptance provision(ClusterSpec spec) {
        ClusterWorkflow start = client().newWorkflowStub(
                        ClusterWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.cluster(spec.id()))
                                .setTaskQueue(TaskQueues.clusters(spec.infrastructure(), spec.engine()))
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .build());
        return WorkflowClient.executeUpdateWithStart(
                start::provision,
                spec,
                UpdateOptions.<Acceptance>newBuilder().build(),
                new WithStartWorkflowOperation<>(start::run, null));
    }

    /** The cluster of this id, whichever run of its workflow that is. */
    public ClusterWorkflow cluster(String id) {
        return client().newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(new ClusterId(id)));
    }

    /** What a cluster is to be; its verdicts are told by the test. */
    public static ClusterSpec spec(String id, int nodes) {
        return new ClusterSpec(
                new ClusterId(id),
                nodes == 1 ? "single" : "cluster",
                "fake",
                "1",
                "fake",
                List.of(),
                nodes,
                new MachineSize(1, 512),
                1,
                Map.of(),
                Extras.NONE,
                new Limits(Duration.ofMinutes(10), Duration.ofSeconds(3), Duration.ofSeconds(10)),
                new Request("service", "plan-" + nodes, Map.of(), Map.of()));
    }

    /** All are fine but these. */
    public static Verdict verdict(Epoch epoch, int nodes, Map<String, Health> exceptions) {
        return new Verdict(
                epoch,
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(NodeName::of)
                        .map(n -> new Finding(n, exceptions.getOrDefault(n.value(), Health.FINE), "told by the test"))
                        .toList());
    }

    /** Nothing is rented, nothing runs, no fault is ordered. */
    public void reset() {
        faults.orderNone();
        cloud.reset();
        elsewhere.reset();
        engine.reset();
    }

    /**
     * Lets time pass, and a real moment: who does nothing but ask keeps the processors from those whose work takes real
     * time.
     */
    public void pass(Duration time) {
        temporal.sleep(time);
        try {
            Thread.sleep(MOMENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets time pass, 80 s at the most, until something is so. */
    public boolean comesTrue(BooleanSupplier what) {
        for (int i = 0; i < LOOKS && !what.getAsBoolean(); i++) {
            pass(LOOK);
        }
        return what.getAsBoolean();
    }

    @Override
    public void close() {
        temporal.close();
    }
}
