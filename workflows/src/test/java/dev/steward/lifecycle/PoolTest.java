package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.pool.Member;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Stock;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what was made before anybody asked for it, and what becomes of it then. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class PoolTest {

    private final PoolTale pools = new PoolTale();
    private final FakeSteward steward = pools.steward;

    @AfterEach
    void close() {
        pools.close();
    }

    @Test
    void anInstanceIsMadeOfAMemberWhichIsReplaced() {
        pools.pool(1, 3);
        Member member = pools.stock(3).members().getFirst();
        ClusterWorkflow cluster = pools.ordered(PoolTale.spec("a", 3));

        Report report = pools.live(cluster);

        assertThat(Objects.requireNonNull(report.spec()).owner())
                .isEqualTo(member.id().owner());
        assertThat(report.members())
                .extracting(Report.Member::machine)
                .containsExactlyElementsOf(
                        member.nodes().stream().map(n -> n.machine().id()).toList());
        assertThat(pools.stock(3).hits()).isEqualTo(1);
        pools.until(() -> pools.stock(3).count(Stage.READY) == 1);
        assertThat(pools.stock(3).members()).extracting(Member::id).doesNotContain(member.id());
        assertThat(pools.lives(member)).as("its machines are in use").isTrue();
    }

    @Test
    void whatAnInstanceGotFromThePoolIsGivenBackWithIt() {
        pools.pool(1, 3);
        Member member = pools.stock(3).members().getFirst();
        ClusterWorkflow cluster = pools.ordered(PoolTale.spec("a", 3));
        pools.live(cluster);
        pools.close(3);

        cluster.deprovision(null);

        pools.until(() -> cluster.report().life() == Life.DELETED);
        pools.until(() -> !pools.lives(member));
        pools.until(() -> steward.cloud.inventory().isEmpty());
    }

    @Test
    void oneIsGivenToEachWhileThereAreAnyAndTheOthersAreMadeOnDemand() {
        pools.pool(6, 1);
        new PoolsActivity(steward.client()).giveWay("fake"); // one of the six, and no refill for a while
        pools.until(() -> pools.stock(1).count(Stage.READY) == 5);
        List<ClusterWorkflow> clusters = IntStream.range(0, 20)
                .mapToObj(n -> pools.ordered(PoolTale.spec("c" + n, 1)))
                .toList();

        List<Report> reports = clusters.stream().map(pools::live).toList();

        assertThat(reports).filteredOn(PoolTale::isFromPool).hasSize(5);
        assertThat(reports.stream().map(r -> r.members().getFirst().machine())).doesNotHaveDuplicates();
        assertThat(pools.stock(1).hits()).isEqualTo(5);
        assertThat(pools.stock(1).misses()).isEqualTo(15);
    }

    @Test
    void aMemberThatDoesNotAnswerIsGivenUpAndTheInstanceMadeOnDemand() {
        pools.pool(1, 1);
        Member member = pools.stock(1).members().getFirst();
        steward.cloud.kill(member.id().value(), "n1");

        Report report = pools.live(pools.ordered(PoolTale.spec("a", 1)));

        assertThat(PoolTale.isFromPool(report)).isFalse();
        pools.until(() -> !pools.lives(member));
        pools.close(1);
        pools.until(() -> steward.cloud.inventory().size() == 4);
    }

    @Test
    void aMemberWhoseWorkflowSomebodyEndedIsNotGivenAway() {
        pools.pool(1, 1);
        Member member = pools.stock(1).members().getFirst();
        steward.client()
                .newUntypedWorkflowStub(WorkflowIds.cluster(member.id()))
                .terminate("by a person");
        assertThat(PoolTale.isFromPool(pools.live(pools.ordered(PoolTale.spec("a", 1)))))
                .isFalse();
        assertThat(pools.stock(1).hits()).isZero();
    }

    @Test
    void aPoolThatNobodyRunsKeepsNobodyWaiting() {
        PoolWorkflow pool = steward.client()
                .newWorkflowStub(
                        PoolWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.pool("single", "fake"))
                                .setTaskQueue("nobody's")
                                .build());
        WorkflowClient.start(
                pool::run,
                new PoolWorkflow.Order("single", "fake", Stock.empty(PoolTale.rules(1, PoolTale.holding(1)))));
        Instant begun = Instant.now();
        assertThat(PoolTale.isFromPool(pools.live(pools.ordered(PoolTale.spec("a", 1)))))
                .isFalse();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aPlanWhosePoolIsNotThereIsMadeOnDemand() {
        assertThat(PoolTale.isFromPool(pools.live(pools.ordered(PoolTale.spec("a", 3)))))
                .isFalse();
    }

    @Test
    void aDeletionWhileAMemberIsBeingMadeAnInstanceLeavesNothing() {
        pools.pool(1, 3);
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("join") ? Fate.FAILS : Fate.WORKS);
        Member member = pools.stock(3).members().getFirst();
        ClusterWorkflow cluster = pools.ordered(PoolTale.spec("a", 3));
        pools.until(() ->
                steward.faults.calls().stream().filter("join"::equals).count() >= 8 && pools.nothingPends(cluster));
        pools.close(3);

        cluster.deprovision(null);

        pools.until(() -> cluster.report().life() == Life.DELETED);
        pools.until(() -> !pools.lives(member));
        pools.until(() -> steward.cloud.inventory().isEmpty());
    }

    @Test
    void whereThereIsNoRoomThePoolGivesWay() {
        pools.pool(2, 1);
        steward.cloud.sellOutAfter(0);
        Report report = pools.live(pools.ordered(FakeSteward.spec("a", 1))); // of a plan without a pool
        assertThat(PoolTale.isFromPool(report)).isFalse();
        assertThat(pools.stock(1).count(Stage.READY)).isEqualTo(1);
        assertThat(pools.stock(1).count(Stage.MAKING)).as("it waits").isZero();
    }

    @Test
    void aRepairFindsTheRoomThatThePoolGivesUp() {
        ClusterWorkflow cluster = pools.ordered(FakeSteward.spec("a", 3));
        pools.live(cluster);
        pools.pool(2, 1);
        steward.cloud.sellOutAfter(-1); // the room of the machine that burns is somebody else's at once
        steward.cloud.destroyByFire("a", "n3");
        Tale.tell(cluster, 3, Map.of("n3", Health.SILENT));
        pools.until(() -> cluster.report().members().get(2).machine().endsWith("n3-1"));
        assertThat(pools.stock(1).count(Stage.READY)).isEqualTo(1);
    }

    /** What is short may be anything, and an order that is refused again and again gets one member, not all. */
    @ParameterizedTest
    @ValueSource(strings = {"createNetwork", "reserveAddress", "createDisk", "start"})
    void whateverThereIsNoRoomForThePoolGivesWayOnceAtATime(String what) {
        pools.pool(2, 1);
        AtomicInteger refusals = new AtomicInteger(3);
        steward.faults.order(
                Trouble.Kind.NO_CAPACITY,
                (call, name) -> name.equals(what) && refusals.getAndDecrement() > 0 ? Fate.FAILS : Fate.WORKS);
        pools.live(pools.ordered(FakeSteward.spec("a", 1))); // of a plan without a pool
        pools.until(() -> pools.stock(1).count(Stage.READY) == 1);
        assertThat(steward.faults.calls()).filteredOn("giveWay"::equals).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anUpdateKeepsTheMachinesWhereTheyAre() {
        pools.pool(1, 1);
        ClusterWorkflow cluster = pools.ordered(PoolTale.spec("a", 1));
        ClusterSpec made = Objects.requireNonNull(pools.live(cluster).spec());
        ClusterSpec wanted = PoolTale.spec("a", 1).ofEdition("2.0.0");
        cluster.update(new Alteration(made.request(), wanted));
        assertThat(Objects.requireNonNull(cluster.report().spec()).owner()).isEqualTo(made.owner());
    }
}
