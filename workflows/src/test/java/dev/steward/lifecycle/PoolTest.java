package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.lifecycle.OrphansWorkflow.Rules;
import dev.steward.machines.Holding;
import dev.steward.pool.Member;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Stock;
import dev.steward.trouble.Trouble;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made before anybody asks for it, and what becomes of it. */
@Timeout(150)
class PoolTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final FakeSteward steward = new FakeSteward();

    @AfterEach
    void close() {
        steward.close();
    }

    @Test
    void aMemberIsMachinesInANetworkOfTheirOwnAndNothingOfADataService() {
        pool(2, 1);
        assertThat(steward.cloud.inventory()).hasSize(2 * 4);
        assertThat(steward.faults.calls()).doesNotContain("prepare", "issueIdentity", "initialise");
        assertThat(stock(1).members()).allSatisfy(m -> assertThat(m.nodes()).hasSize(1));
    }

    @Test
    void anInstanceIsMadeOfAMemberWhichIsReplaced() {
        pool(1, 3);
        Member member = stock(3).members().getFirst();
        ClusterWorkflow cluster = ordered(spec("a", 3));

        Report report = live(cluster);

        assertThat(Objects.requireNonNull(report.spec()).owner())
                .isEqualTo(member.id().owner());
        assertThat(report.members())
                .extracting(Report.Member::machine)
                .containsExactlyElementsOf(
                        member.nodes().stream().map(n -> n.machine().id()).toList());
        assertThat(stock(3).hits()).isEqualTo(1);
        until(() -> stock(3).count(Stage.READY) == 1);
        assertThat(stock(3).members()).extracting(Member::id).doesNotContain(member.id());
        assertThat(lives(member)).as("its machines are in use").isTrue();
    }

    @Test
    void whatAnInstanceGotFromThePoolIsGivenBackWithIt() {
        pool(1, 3);
        Member member = stock(3).members().getFirst();
        ClusterWorkflow cluster = ordered(spec("a", 3));
        live(cluster);
        close(3);

        cluster.deprovision(null);

        until(() -> cluster.report().life() == Life.DELETED);
        until(() -> !lives(member));
        until(() -> steward.cloud.inventory().isEmpty());
    }

    @Test
    void orphansAreLookedForAndWhatIsInUseIsNotTakenForOne() {
        pool(2, 1);
        live(ordered(spec("a", 1)));
        TreeSet<String> rented = steward.cloud.inventory();
        OrphansWorkflow orphans = steward.client()
                .newWorkflowStub(
                        OrphansWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.orphans("fake"))
                                .setTaskQueue(TaskQueues.machines("fake"))
                                .build());
        WorkflowClient.start(
                orphans::run,
                new OrphansWorkflow.Order("fake", new Rules(Duration.ofMillis(500), Duration.ZERO, true), List.of()));
        until(() -> orphans.found().at() != null);
        steward.temporal.sleep(Duration.ofSeconds(3));
        assertThat(orphans.found().orphans()).isEmpty();
        assertThat(steward.cloud.inventory()).containsAll(rented);
    }

    @Test
    void oneIsGivenToEachWhileThereAreAnyAndTheOthersAreMadeOnDemand() {
        pool(6, 1);
        new PoolsActivity(steward.client()).giveWay("fake"); // one of the six, and no refill for a while
        until(() -> stock(1).count(Stage.READY) == 5);
        List<ClusterWorkflow> clusters =
                IntStream.range(0, 20).mapToObj(n -> ordered(spec("c" + n, 1))).toList();

        List<Report> reports = clusters.stream().map(this::live).toList();

        assertThat(reports).filteredOn(PoolTest::isFromPool).hasSize(5);
        assertThat(reports.stream().map(r -> r.members().getFirst().machine())).doesNotHaveDuplicates();
        assertThat(stock(1).hits()).isEqualTo(5);
        assertThat(stock(1).misses()).isEqualTo(15);
    }

    @Test
    void aMemberThatDoesNotAnswerIsGivenUpAndTheInstanceMadeOnDemand() {
        pool(1, 1);
        Member member = stock(1).members().getFirst();
        steward.cloud.kill(member.id().value(), "n1");

        Report report = live(ordered(spec("a", 1)));

        assertThat(isFromPool(report)).isFalse();
        until(() -> !lives(member));
        close(1);
        until(() -> steward.cloud.inventory().size() == 4);
    }

    @Test
    void aMemberWhoseWorkflowSomebodyEndedIsNotGivenAway() {
        pool(1, 1);
        Member member = stock(1).members().getFirst();
        steward.client()
                .newUntypedWorkflowStub(WorkflowIds.cluster(member.id()))
                .terminate("by a person");
        assertThat(isFromPool(live(ordered(spec("a", 1))))).isFalse();
        assertThat(stock(1).hits()).isZero();
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
        WorkflowClient.start(pool::run, new PoolWorkflow.Order("single", "fake", Stock.empty(rules(1, holding(1)))));
        Instant begun = Instant.now();
        assertThat(isFromPool(live(ordered(spec("a", 1))))).isFalse();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aPlanWhosePoolIsNotThereIsMadeOnDemand() {
        assertThat(isFromPool(live(ordered(spec("a", 3))))).isFalse();
    }

    @Test
    void aDeletionWhileAMemberIsBeingMadeAnInstanceLeavesNothing() {
        pool(1, 3);
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("join") ? Fate.FAILS : Fate.WORKS);
        Member member = stock(3).members().getFirst();
        ClusterWorkflow cluster = ordered(spec("a", 3));
        until(() -> steward.faults.calls().stream().filter("join"::equals).count() >= 8 && nothingPends(cluster));
        close(3);

        cluster.deprovision(null);

        until(() -> cluster.report().life() == Life.DELETED);
        until(() -> !lives(member));
        until(() -> steward.cloud.inventory().isEmpty());
    }

    @Test
    void whoIsTooOldIsReplacedAndWhoseEditionIsOldToo() {
        pool(1, 1);
        Member first = stock(1).members().getFirst();
        steward.temporal.sleep(WEEK.plusHours(1));
        until(() -> stock(1).count(Stage.READY) == 1 && !stock(1).knows(first.id()));
        assertThat(lives(first)).isFalse();

        Member second = stock(1).members().getFirst();
        Holding newer = new Holding(1, holding(1).size(), holding(1).diskGib(), "2.0.0");
        PoolsActivity.begin(steward.client(), plan(1), "fake", rules(1, newer));
        until(() -> stock(1).count(Stage.READY) == 1 && !stock(1).knows(second.id()));
        assertThat(steward.cloud.inventory()).hasSize(4);
        assertThat(isFromPool(live(ordered(spec("a", 1)))))
                .as("of the old edition")
                .isFalse();
        assertThat(isFromPool(live(ordered(spec("b", 1).ofEdition("2.0.0"))))).isTrue();
    }

    @Test
    void whereThereIsNoRoomThePoolGivesWay() {
        pool(2, 1);
        steward.cloud.sellOutAfter(0);
        Report report = live(ordered(FakeSteward.spec("a", 1))); // of a plan without a pool
        assertThat(isFromPool(report)).isFalse();
        assertThat(stock(1).count(Stage.READY)).isEqualTo(1);
        assertThat(stock(1).count(Stage.MAKING)).as("it waits").isZero();
    }

    @Test
    void aRefillThatFindsNoRoomLeavesNothingAndIsTriedAgain() {
        steward.cloud.sellOut();
        PoolsActivity.begin(steward.client(), plan(1), "fake", rules(1, holding(1)));
        until(() -> stock(1).failures() >= 3);
        assertThat(stock(1).members().size()).isLessThanOrEqualTo(1);
        steward.cloud.sellOutAfter(10);
        until(() -> stock(1).count(Stage.READY) == 1);
        assertThat(steward.cloud.inventory()).hasSize(4);
    }

    @Test
    void aPoolThatIsNotWantedAnyMoreEmptiesItselfAndEnds() {
        pool(2, 3);
        close(3);
        until(() -> steward.cloud.inventory().isEmpty());
        until(() -> !runs(WorkflowIds.pool(plan(3), "fake")));
    }

    @Test
    void aMemberWhosePoolIsNotThereGivesItselfUp() {
        ClusterId id = new ClusterId("pool-of-nobody");
        PoolMemberWorkflow member = steward.client()
                .newWorkflowStub(
                        PoolMemberWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.cluster(id))
                                .setTaskQueue(TaskQueues.machines("fake"))
                                .build());
        member.run(new PoolMemberWorkflow.Order(
                WorkflowIds.pool("gone", "fake"), "fake", id, holding(3), Duration.ofMinutes(10), List.of(), null));
        assertThat(steward.faults.calls()).contains("start", "adopt");
        assertThat(steward.cloud.inventory()).isEmpty();
    }

    @Test
    void aPoolThatForgotItsMembersHasThemGiveThemselvesUpUnlessTheyAreInUse() {
        pool(2, 1);
        List<Member> members = stock(1).members();
        Report report = live(ordered(spec("a", 1)));
        steward.client()
                .newUntypedWorkflowStub(WorkflowIds.pool(plan(1), "fake"))
                .terminate("by a person");
        PoolsActivity.begin(steward.client(), plan(1), "fake", rules(0, holding(1)));
        Member used = members.stream()
                .filter(m -> m.id().owner()
                        .equals(Objects.requireNonNull(report.spec()).owner()))
                .findFirst()
                .orElseThrow();
        for (Member member : members) {
            steward.client()
                    .newWorkflowStub(PoolMemberWorkflow.class, WorkflowIds.cluster(member.id()))
                    .drop();
        }
        until(() -> members.stream().filter(this::lives).count() == 1);
        assertThat(lives(used)).isTrue();
    }

    @Test
    void whoeverOrdersAnInstanceUnderTheIdOfAMemberIsToldToTakeAnother() {
        pool(1, 1);
        Member member = stock(1).members().getFirst();
        assertThat(Tale.refusal(() -> ordered(spec(member.id().value(), 1)))).isEqualTo(Refusal.BUSY);
        assertThat(stock(1).count(Stage.READY)).isEqualTo(1);
    }

    @Test
    void anUpdateKeepsTheMachinesWhereTheyAre() {
        pool(1, 1);
        ClusterWorkflow cluster = ordered(spec("a", 1));
        ClusterSpec made = Objects.requireNonNull(live(cluster).spec());
        ClusterSpec wanted = spec("a", 1).ofEdition("2.0.0");
        cluster.update(new Alteration(made.request(), wanted));
        assertThat(Objects.requireNonNull(cluster.report().spec()).owner()).isEqualTo(made.owner());
    }

    private void pool(int ready, int nodes) {
        PoolsActivity.begin(steward.client(), plan(nodes), "fake", rules(ready, holding(nodes)));
        until(() -> stock(nodes).count(Stage.READY) == ready);
    }

    private void close(int nodes) {
        PoolsActivity.close(steward.client(), WorkflowIds.pool(plan(nodes), "fake"));
    }

    private static dev.steward.pool.Rules rules(int ready, Holding holding) {
        return new dev.steward.pool.Rules(ready, WEEK, holding, Duration.ofMinutes(10));
    }

    private static Holding holding(int nodes) {
        return FakeSteward.spec("any", nodes).holding();
    }

    private static String plan(int nodes) {
        return FakeSteward.spec("any", nodes).plan();
    }

    private static ClusterSpec spec(String id, int nodes) {
        return FakeSteward.spec(id, nodes).fromPool();
    }

    private static boolean isFromPool(Report report) {
        ClusterSpec spec = Objects.requireNonNull(report.spec());
        return !spec.owner().equals(spec.id().owner());
    }

    private Stock stock(int nodes) {
        return steward.client()
                .newWorkflowStub(PoolWorkflow.class, WorkflowIds.pool(plan(nodes), "fake"))
                .stock();
    }

    private ClusterWorkflow ordered(ClusterSpec spec) {
        steward.provision(spec);
        return steward.cluster(spec.id().value());
    }

    private Report live(ClusterWorkflow cluster) {
        until(() -> cluster.report().life() == Life.LIVE);
        return cluster.report();
    }

    private boolean lives(Member member) {
        return runs(WorkflowIds.cluster(new ClusterId(member.id().value())));
    }

    private boolean runs(String workflow) {
        try {
            return steward.client().newUntypedWorkflowStub(workflow).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private boolean nothingPends(ClusterWorkflow cluster) {
        return steward.client()
                .newUntypedWorkflowStub(cluster.report().children().getFirst())
                .describe()
                .getRawDescription()
                .getPendingActivitiesList()
                .isEmpty();
    }

    private void until(BooleanSupplier what) {
        for (int i = 0; i < 400 && !what.getAsBoolean(); i++) {
            steward.temporal.sleep(Duration.ofMillis(200));
        }
        assertThat(what.getAsBoolean())
                .as(() -> "it did not happen; calls: " + steward.faults.calls())
                .isTrue();
    }
}
