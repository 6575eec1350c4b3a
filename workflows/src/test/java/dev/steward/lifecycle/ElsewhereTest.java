package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.fakes.FakeSteward;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan that names several infrastructures, of which the first has no room. */
@Timeout(60)
class ElsewhereTest {

    private final FakeSteward steward = new FakeSteward();

    @AfterEach
    void close() {
        steward.close();
    }

    @Test
    void whereThereIsNoRoomNothingStaysAndTheNextInTheListIsUsed() {
        steward.cloud.sellOut();
        ClusterWorkflow cluster = ordered(List.of("elsewhere"));

        Report report = until(cluster, r -> r.life() == Life.LIVE);

        assertThat(steward.cloud.inventory()).isEmpty();
        assertThat(steward.elsewhere.inventory()).hasSize(1 + 3 * 3);
        assertThat(Objects.requireNonNull(report.spec()).infrastructure()).isEqualTo("elsewhere");
        assertThat(Objects.requireNonNull(report.operation()).status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(report.operation().id()).isEqualTo("provision-1"); // the platform asks for it by this all the time
        assertThat(progress("provision-2").givenUp())
                .as("a platform reads that as a failure")
                .isFalse();

        cluster.deprovision(null);
        until(cluster, r -> r.life() == Life.DELETED);
        assertThat(steward.elsewhere.inventory()).isEmpty();
    }

    @Test
    void whereThereIsNoRoomAnywhereTheUserReadsWhy() {
        steward.cloud.sellOut();
        steward.elsewhere.sellOut();

        Report report = until(ordered(List.of("elsewhere")), r -> r.life() == Life.FAILED);

        assertThat(Objects.requireNonNull(report.operation()).sentence())
                .isEqualTo("The instance could not be created: There is no room.");
        assertThat(progress("provision-3").givenUp()).isTrue();
        assertThat(Objects.requireNonNull(progress("provision-3").trouble()).forUser())
                .as("what a platform is told while all is removed")
                .isEqualTo("There is no room.");
        assertThat(steward.cloud.inventory()).isEmpty();
        assertThat(steward.elsewhere.inventory()).isEmpty();
    }

    @Test
    void aFaultThatIsNotForLackOfRoomIsWaitedForWhereItIs() {
        steward.cloud.sellOut();
        Report report = until(ordered(List.of()), r -> r.life() == Life.FAILED);

        assertThat(Duration.between(Objects.requireNonNull(report.operation()).since(), now()))
                .as("the only infrastructure of the plan is given the plan's time to find room")
                .isGreaterThan(Duration.ofMinutes(9));
    }

    private Progress progress(String child) {
        return steward.client()
                .newUntypedWorkflowStub("cluster/a/" + child)
                .describe()
                .getMemo(Progress.MEMO, Progress.class, Progress.class);
    }

    private ClusterWorkflow ordered(List<String> otherwise) {
        steward.provision(spec(otherwise));
        return steward.cluster("a");
    }

    private static ClusterSpec spec(List<String> otherwise) {
        ClusterSpec some = FakeSteward.spec("a", 3);
        return new ClusterSpec(
                some.id(),
                some.plan(),
                some.engine(),
                some.version(),
                some.infrastructure(),
                otherwise,
                some.nodes(),
                some.size(),
                some.diskGib(),
                some.settings(),
                some.extras(),
                some.limits(),
                some.request());
    }

    private Report until(ClusterWorkflow cluster, Predicate<Report> what) {
        Instant deadline = Instant.now().plusSeconds(100);
        while (!what.test(cluster.report())) {
            assertThat(Instant.now())
                    .as("it did not happen in time: " + cluster.report())
                    .isBefore(deadline);
            steward.pass(Duration.ofSeconds(1));
        }
        return cluster.report();
    }

    private Instant now() {
        return Instant.ofEpochMilli(steward.temporal.currentTimeMillis());
    }
}
