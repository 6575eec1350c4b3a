package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.fakes.FakeSteward;
import dev.steward.lifecycle.OrphansWorkflow.Rules;
import dev.steward.machines.Holding;
import dev.steward.pool.Member;
import dev.steward.pool.Member.Stage;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is made before anybody asks for it, and what becomes of it when nobody does. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class PoolMembersTest {

    private final PoolTale pools = new PoolTale();
    private final FakeSteward steward = pools.steward;

    @AfterEach
    void close() {
        pools.close();
    }

    @Test
    void aMemberIsMachinesInANetworkOfTheirOwnAndNothingOfADataService() {
        pools.pool(2, 1);
        assertThat(steward.cloud.inventory()).hasSize(2 * 4);
        assertThat(steward.faults.calls()).doesNotContain("prepare", "issueIdentity", "initialise");
        assertThat(pools.stock(1).members())
                .allSatisfy(m -> assertThat(m.nodes()).hasSize(1));
    }

    @Test
    void orphansAreLookedForAndWhatIsInUseIsNotTakenForOne() {
        pools.pool(2, 1);
        pools.live(pools.ordered(PoolTale.spec("a", 1)));
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
        pools.until(() -> orphans.found().at() != null);
        steward.temporal.sleep(Duration.ofSeconds(3));
        assertThat(orphans.found().orphans()).isEmpty();
        assertThat(steward.cloud.inventory()).containsAll(rented);
    }

    @Test
    void whoIsTooOldIsReplacedAndWhoseEditionIsOldToo() {
        pools.pool(1, 1);
        Member first = pools.stock(1).members().getFirst();
        steward.temporal.sleep(PoolTale.WEEK.plusHours(1));
        pools.until(
                () -> pools.stock(1).count(Stage.READY) == 1 && !pools.stock(1).knows(first.id()));
        assertThat(pools.lives(first)).isFalse();

        Member second = pools.stock(1).members().getFirst();
        Holding newer =
                new Holding(1, PoolTale.holding(1).size(), PoolTale.holding(1).diskGib(), "2.0.0");
        PoolsActivity.begin(steward.client(), PoolTale.plan(1), "fake", PoolTale.rules(1, newer));
        pools.until(
                () -> pools.stock(1).count(Stage.READY) == 1 && !pools.stock(1).knows(second.id()));
        assertThat(steward.cloud.inventory()).hasSize(4);
        assertThat(PoolTale.isFromPool(pools.live(pools.ordered(PoolTale.spec("a", 1)))))
                .as("of the old edition")
                .isFalse();
        assertThat(PoolTale.isFromPool(
                        pools.live(pools.ordered(PoolTale.spec("b", 1).ofEdition("2.0.0")))))
                .isTrue();
    }

    @Test
    void aRefillThatFindsNoRoomLeavesNothingAndIsTriedAgain() {
        steward.cloud.sellOut();
        PoolsActivity.begin(steward.client(), PoolTale.plan(1), "fake", PoolTale.rules(1, PoolTale.holding(1)));
        pools.until(() -> pools.stock(1).failures() >= 3);
        assertThat(pools.stock(1).members().size()).isLessThanOrEqualTo(1);
        steward.cloud.sellOutAfter(10);
        pools.until(() -> pools.stock(1).count(Stage.READY) == 1);
        assertThat(steward.cloud.inventory()).hasSize(4);
    }

    @Test
    void aPoolThatIsNotWantedAnyMoreEmptiesItselfAndEnds() {
        pools.pool(2, 3);
        pools.close(3);
        pools.until(() -> steward.cloud.inventory().isEmpty());
        pools.until(() -> !pools.runs(WorkflowIds.pool(PoolTale.plan(3), "fake")));
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
                WorkflowIds.pool("gone", "fake"),
                "fake",
                id,
                PoolTale.holding(3),
                Duration.ofMinutes(10),
                List.of(),
                null));
        assertThat(steward.faults.calls()).contains("start", "adopt");
        assertThat(steward.cloud.inventory()).isEmpty();
    }

    @Test
    void aPoolThatForgotItsMembersHasThemGiveThemselvesUpUnlessTheyAreInUse() {
        pools.pool(2, 1);
        List<Member> members = pools.stock(1).members();
        Report report = pools.live(pools.ordered(PoolTale.spec("a", 1)));
        steward.client()
                .newUntypedWorkflowStub(WorkflowIds.pool(PoolTale.plan(1), "fake"))
                .terminate("by a person");
        PoolsActivity.begin(steward.client(), PoolTale.plan(1), "fake", PoolTale.rules(0, PoolTale.holding(1)));
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
        pools.until(() -> members.stream().filter(pools::lives).count() == 1);
        assertThat(pools.lives(used)).isTrue();
    }

    @Test
    void whoeverOrdersAnInstanceUnderTheIdOfAMemberIsToldToTakeAnother() {
        pools.pool(1, 1);
        Member member = pools.stock(1).members().getFirst();
        assertThat(Tale.refusal(() -> pools.ordered(PoolTale.spec(member.id().value(), 1))))
                .isEqualTo(Refusal.BUSY);
        assertThat(pools.stock(1).count(Stage.READY)).isEqualTo(1);
    }
}
