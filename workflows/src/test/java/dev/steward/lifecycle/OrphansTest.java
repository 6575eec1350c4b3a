package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Life;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.lifecycle.OrphansWorkflow.Rules;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(150)
class OrphansTest {

    private static final Owner LOST = new Owner("lost");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    /** Where a cluster is watched, time does not skip. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final FakeSteward steward = new FakeSteward();

    @AfterEach
    void close() {
        steward.close();
    }

    @Test
    void whatBelongsToNobodyIsToldAndStaysUntilSomebodySaysOtherwise() {
        somethingIsLost();
        TreeSet<String> all = steward.cloud.inventory();
        OrphansWorkflow orphans = look(new Rules(Duration.ofHours(6), Duration.ofHours(1), false));
        steward.temporal.sleep(Duration.ofDays(2));
        assertThat(orphans.found().orphans()).hasSize(2);
        assertThat(steward.cloud.inventory()).isEqualTo(all);

        orphans.rules(new Rules(QUARTER, Duration.ofHours(1), true));
        until(() -> steward.cloud.inventory().isEmpty());
        until(() -> orphans.found().orphans().isEmpty());
    }

    @Test
    void itIsGivenBackWhenItHasBelongedToNobodyForTheWholeGraceTime() {
        somethingIsLost();
        look(new Rules(QUARTER, Duration.ofHours(1), true));
        steward.temporal.sleep(Duration.ofMinutes(50));
        assertThat(steward.cloud.inventory()).hasSize(2);
        steward.temporal.sleep(Duration.ofMinutes(30));
        until(() -> steward.cloud.inventory().isEmpty());
    }

    @Test
    void aClusterThatIsBeingMadeLosesNothing() {
        steward.cloud.sellOut();
        steward.provision(FakeSteward.spec("young", 3));
        until(() -> steward.cloud.inventory().stream().anyMatch(thing -> thing.startsWith("disk")));
        TreeSet<String> rented = steward.cloud.inventory();
        OrphansWorkflow orphans = look(new Rules(MOMENT, Duration.ZERO, true));
        for (int i = 0; i < 10; i++) {
            steward.temporal.sleep(MOMENT);
            assertThat(steward.cloud.inventory()).containsAll(rented);
        }
        assertThat(orphans.found().orphans()).isEmpty();
        assertThat(orphans.found().at()).isNotNull();
    }

    @Test
    void whoBeginsToLiveBetweenTheLookAndTheRemovalLosesNothing() {
        steward.provision(FakeSteward.spec("again", 1));
        ClusterWorkflow cluster = steward.cluster("again");
        until(() -> cluster.report().life() == Life.LIVE);
        TreeSet<String> rented = steward.cloud.inventory();
        steward.late.addAll(steward.cloud.leftovers());
        OrphansWorkflow orphans = look(new Rules(MOMENT, Duration.ZERO, true));
        steward.temporal.sleep(MOMENT.multipliedBy(8));
        assertThat(orphans.found().givenBack()).isZero();
        assertThat(orphans.found().orphans()).isNotEmpty();
        assertThat(steward.cloud.inventory()).isEqualTo(rented);
        assertThat(cluster.report().life()).isEqualTo(Life.LIVE);
    }

    @Test
    void whoeverOrdersAnInstanceWhoseRestIsBeingRemovedIsToldToComeBack() {
        somethingIsLost();
        steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("deleteDisk") ? Fate.FAILS : Fate.WORKS);
        look(new Rules(QUARTER, Duration.ZERO, true));
        until(this::theRemovalIsUnderWay);
        Throwable refused = catchThrowable(() -> steward.provision(FakeSteward.spec("lost", 1)));
        assertThat(Refusal.in(refused).map(Refusal.Refused::refusal)).contains(Refusal.BUSY);

        steward.faults.orderNone();
        until(() -> steward.cloud.inventory().isEmpty());
        until(() -> catchThrowable(() -> steward.provision(FakeSteward.spec("lost", 1))) == null);
    }

    @Test
    void anInfrastructureThatDoesNotAnswerHasNoOrphans() {
        somethingIsLost();
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> Fate.FAILS);
        look(new Rules(QUARTER, Duration.ZERO, true));
        steward.temporal.sleep(Duration.ofHours(1));
        assertThat(steward.cloud.inventory()).hasSize(2);
        steward.faults.orderNone();
        until(() -> steward.cloud.inventory().isEmpty());
    }

    @Test
    void whatBearsOurTagAndNobodysNameStaysAndKeepsNothingFromBeingFound() {
        steward.cloud.createNetwork(new NetworkOrder(new Owner(""), 1, List.of()));
        TreeSet<String> byHand = steward.cloud.inventory();
        somethingIsLost();
        look(new Rules(QUARTER, Duration.ofHours(1), true));
        steward.temporal.sleep(Duration.ofHours(2));
        until(() -> steward.cloud.inventory().equals(byHand));
    }

    private boolean theRemovalIsUnderWay() {
        try {
            return steward.client()
                            .newUntypedWorkflowStub(WorkflowIds.cluster(new ClusterId("lost")))
                            .describe()
                            .getHistoryLength()
                    > 8;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private void somethingIsLost() {
        steward.cloud.createNetwork(new NetworkOrder(LOST, 1, List.of()));
        steward.cloud.createDisk(new DiskOrder(new Label(LOST, "n1", 3), 1));
    }

    private OrphansWorkflow look(Rules rules) {
        OrphansWorkflow orphans = steward.client()
                .newWorkflowStub(
                        OrphansWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.orphans("fake"))
                                .setTaskQueue(TaskQueues.machines("fake"))
                                .build());
        WorkflowClient.start(orphans::run, new OrphansWorkflow.Order("fake", rules, List.of()));
        return orphans;
    }

    private void until(BooleanSupplier what) {
        assertThat(steward.comesTrue(what)).isTrue();
    }
}
