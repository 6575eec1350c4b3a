package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Health;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(150)
class MetersTest {

    @Test
    void theCauseOfATakeOverIsTheHealthThatItsReasonBeginsWith() {
        assertThat(Meters.cause("SILENT: no answer, 3 times in 3000 ms")).isEqualTo("silent");
        assertThat(Meters.cause("PROCESS_GONE: refused the connection")).isEqualTo("process_gone");
        assertThat(Meters.cause("seen by nobody")).isEqualTo("other");
        assertThat(Meters.cause("SILENTLY")).isEqualTo("other");
    }

    @Test
    void aTakeOverIsCountedWithItsCauseItsPhasesAndTheNodeItLeftBehind() throws InterruptedException {
        try (FakeSteward steward = new FakeSteward()) {
            ClusterWorkflow cluster = provisioned(steward);
            steward.cloud.kill("a", "n1");
            cluster.verdict(FakeSteward.verdict(cluster.report().epoch(), 3, Map.of("n1", Health.SILENT)));
            until(() -> cluster.report().epoch().value() == 2
                    && cluster.report().members().getFirst().fenced());

            until(() -> counted(steward, "steward_take_overs", "cause", "silent") == 1);
            assertThat(counted(steward, "steward_take_overs", "outcome", "took_over"))
                    .isEqualTo(1);
            for (String phase : new String[] {"seal", "promote", "follow", "confirm"}) {
                until(() -> timed(steward, "steward_take_over", "phase", phase) == 1);
            }
            until(() -> counted(steward, "steward_nodes_unfenced", "workflow_type", "Cluster") == 1);
            until(() -> counted(steward, "steward_nodes_fenced", "workflow_type", "Cluster") == 1);
            until(() -> timed(steward, "steward_repairs", "outcome", "recovered") == 1);
        }
    }

    @Test
    void aClusterThatGivesUpConfirmationAndRegainsItIsCounted() throws InterruptedException {
        try (FakeSteward steward = new FakeSteward()) {
            ClusterWorkflow cluster = provisioned(steward);
            steward.faults.order(
                    Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("reboot") ? Fate.FAILS : Fate.WORKS);
            steward.cloud.kill("a", "n2");
            steward.cloud.kill("a", "n3");
            cluster.verdict(
                    FakeSteward.verdict(cluster.report().epoch(), 3, Map.of("n2", Health.SILENT, "n3", Health.SILENT)));
            until(() -> counted(steward, "steward_clusters_unprotected", "workflow_type", "Cluster") == 1);
            assertThat(counted(steward, "steward_clusters_protected", "workflow_type", "Cluster"))
                    .isZero();
            steward.faults.orderNone();
            until(() -> cluster.report().members().stream().allMatch(m -> m.lostSince() == null));
            cluster.verdict(FakeSteward.verdict(cluster.report().epoch(), 3, Map.of()));
            until(() -> counted(steward, "steward_clusters_protected", "workflow_type", "Cluster") == 1);
        }
    }

    @Test
    void whatAPoolGivesAwayIsCountedWithItsAgeAndTheTimeUntilItWasInUse() throws InterruptedException {
        try (PoolTale pools = new PoolTale()) {
            pools.pool(1, 1);
            pools.live(pools.ordered(PoolTale.spec("a", 1)));
            FakeSteward steward = pools.steward;
            until(() -> counted(steward, "steward_pool_claims", "outcome", "hit") == 1);
            assertThat(counted(steward, "steward_pool_claims", "outcome", "miss"))
                    .isZero();
            until(() -> timed(steward, "steward_pool_age", "plan", PoolTale.plan(1)) == 1);
            until(() -> timed(steward, "steward_pool_hand_over", "plan", PoolTale.plan(1)) == 1);
            until(() -> timed(steward, "steward_pool_refill", "infrastructure", "fake") == 2);
        }
    }

    @Test
    void aMemberThatCouldNotBeMadeIsCounted() throws InterruptedException {
        try (PoolTale pools = new PoolTale()) {
            FakeSteward steward = pools.steward;
            AtomicBoolean failed = new AtomicBoolean();
            steward.faults.order(
                    Trouble.Kind.IMPOSSIBLE,
                    (call, name) -> name.equals("createNetwork") && failed.compareAndSet(false, true)
                            ? Fate.FAILS
                            : Fate.WORKS);
            pools.pool(1, 1);
            until(() -> counted(steward, "steward_pool_refill_failures", "infrastructure", "fake") == 1);
            until(() -> timed(steward, "steward_pool_refill", "infrastructure", "fake") == 1);
        }
    }

    private static ClusterWorkflow provisioned(FakeSteward steward) throws InterruptedException {
        steward.provision(FakeSteward.spec("a", 3));
        ClusterWorkflow cluster = steward.cluster("a");
        until(() -> cluster.report().phase() == Phase.HEALTHY);
        return cluster;
    }

    private static double counted(FakeSteward steward, String name, String tag, String value) {
        return steward.meters.find(name).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static long timed(FakeSteward steward, String name, String tag, String value) {
        return steward.meters.find(name).tag(tag, value).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** What is counted is reported every few milliseconds. */
    private static void until(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(20);
        }
    }
}
