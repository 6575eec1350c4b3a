package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An instance of one machine becomes one of three, and back, whatever befalls it meanwhile. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterReshapeTest {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);

    private final Tale tale = new Tale();

    @AfterEach
    void close() {
        tale.close();
    }

    @Test
    void oneBecomesThree() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        update(cluster, 3);
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.phase()).isEqualTo(Phase.HEALTHY);
        assertThat(after.leader()).isEqualTo(N1);
        assertThat(after.redundancy()).isEqualTo(Redundancy.among(List.of(N2, N3)));
        assertThat(tale.steward.engine.redundancy("a", "n1")).isEqualTo(after.redundancy());
        assertThat(tale.steward.engine.peers("a", "n1")).containsExactlyInAnyOrder(N1, N2, N3);
        assertThat(tale.steward.cloud.addresses("a")).isEqualTo(3);
        assertThat(tale.steward.cloud.inventory()).hasSize(1 + 3 * 3);
    }

    @Test
    void threeBecomeOneAndThreeAgain() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        update(cluster, 1);
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.members()).extracting(Report.Member::name).containsExactly(N1);
        assertThat(after.phase()).isEqualTo(Phase.HEALTHY);
        assertThat(tale.steward.engine.redundancy("a", "n1")).isEqualTo(Redundancy.NONE);
        assertThat(tale.steward.engine.peers("a", "n1")).containsExactly(N1);
        assertThat(tale.steward.cloud.inventory()).hasSize(1 + 3);
        assertThat(tale.steward.cloud.addresses("a")).isEqualTo(1);
        update(cluster, 3);
        assertThat(tale.untilUpdated(cluster).operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(tale.steward.cloud.inventory()).hasSize(1 + 3 * 3);
    }

    @Test
    void oneThatStaysLeadsBeforeTheOthersGo() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.watch(cluster);
        cluster.switchOver(N3);
        update(cluster, 1);
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.leader()).isEqualTo(N1);
        assertThat(tale.steward.engine.leads("a", "n1")).isTrue();
        assertThat(tale.steward.cloud.inventory()).hasSize(1 + 3);
    }

    @Test
    void whatCannotBeMadeWholeIsGivenBack() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        Set<String> before = tale.steward.cloud.inventory();
        Set<String> once = ConcurrentHashMap.newKeySet();
        tale.steward.faults.order(
                Trouble.Kind.IMPOSSIBLE,
                (call, name) -> name.equals("start") && !once.add(name) ? Fate.FAILS : Fate.WORKS);
        update(cluster, 3);
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(after.operation().sentence()).contains("A fault was ordered").contains("what it was before");
        assertThat(after.spec().nodes()).isEqualTo(1);
        assertThat(tale.steward.cloud.inventory()).isEqualTo(before);
        assertThat(tale.steward.engine.peers("a", "n1")).containsExactly(N1);
        assertThat(tale.steward.engine.redundancy("a", "n1")).isEqualTo(Redundancy.NONE);
    }

    @Test
    void addressesThatCannotAllBeHadAreGivenBack() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        Set<String> before = tale.steward.cloud.inventory();
        tale.steward.faults.order(
                Trouble.Kind.IMPOSSIBLE, (call, name) -> name.equals("reserveAddress") ? Fate.ANSWER_LOST : Fate.WORKS);
        update(cluster, 3);
        assertThat(tale.untilUpdated(cluster).operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(tale.steward.cloud.inventory()).isEqualTo(before);
    }

    @Test
    void theLeadersMachineMayBeLostWhileThereIsNoOther() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        fails("rejoin");
        update(cluster, 3);
        tale.untilWatched(cluster, r -> tale.steward.faults.calls().contains("rejoin"));
        loseLeader();
        tale.steward.faults.orderNone();
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.leader())
                .as("nobody else had what it had acknowledged")
                .isEqualTo(N1);
        assertThat(after.redundancy().standbys()).hasSize(2);
    }

    @Test
    void theLeadersMachineMayBeLostWhileOneConfirmsAndTheOtherIsBeingMade() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        Set<String> once = ConcurrentHashMap.newKeySet();
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE,
                (call, name) -> name.equals("rejoin") && !once.add("first") ? Fate.FAILS : Fate.WORKS);
        update(cluster, 3);
        tale.untilWatched(cluster, r -> !r.redundancy().standbys().isEmpty());
        NodeName confirming = cluster.report().redundancy().standbys().getFirst();
        loseLeader();
        tale.untilWatched(cluster, r -> confirming.equals(r.leader()));
        tale.steward.faults.orderNone();
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.leader()).isEqualTo(confirming);
        assertThat(after.redundancy().standbys()).hasSize(2);
        assertThat(tale.steward.cloud.inventory()).hasSize(1 + 3 * 3);
    }

    @Test
    void theLeadersMachineMayBeLostBeforeTheOthersGo() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        update(cluster, 1);
        loseLeader();
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT));
        Report after = tale.untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.leader()).isEqualTo(N1);
        assertThat(tale.steward.cloud.inventory()).hasSize(1 + 3);
    }

    @Test
    void bindingsThatAreReadAgainNameAllHostsThereAreAndTheirPasswordsStay() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        Map<String, Object> before =
                cluster.bind("b", FakeSteward.spec("a", 1).request()).binding().credentials();
        update(cluster, 3);
        tale.untilUpdated(cluster);
        assertThat(credentials(cluster))
                .containsAllEntriesOf(before)
                .containsEntry("hosts", List.of("10.0.0.2", "10.0.0.3", "10.0.0.4"));
        update(cluster, 1);
        tale.untilUpdated(cluster);
        assertThat(credentials(cluster)).containsAllEntriesOf(before).containsEntry("hosts", List.of("10.0.0.2"));
    }

    private static Map<String, Object> credentials(ClusterWorkflow cluster) {
        return Objects.requireNonNull(cluster.binding("b").binding()).credentials();
    }

    @Test
    void whileItGrowsNothingElseIsDoneToIt() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        update(cluster, 3);
        Request now = cluster.report().spec().request();
        assertThat(Tale.refusal(() -> cluster.update(new Alteration(now, FakeSteward.spec("a", 1)))))
                .isEqualTo(Refusal.BUSY);
        tale.untilUpdated(cluster);
    }

    @Test
    void aDeletionInTheMiddleOfGrowthLeavesNothing() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        fails("rejoin");
        update(cluster, 3);
        tale.untilWatched(
                cluster,
                r -> tale.steward.faults.calls().stream()
                                .filter("rejoin"::equals)
                                .count()
                        >= 2);
        tale.steward.faults.orderNone();
        deleted(cluster);
    }

    @Test
    void aDeletionInTheMiddleOfShrinkingLeavesNothing() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        fails("releaseAddress");
        update(cluster, 1);
        tale.untilWatched(cluster, r -> tale.steward.faults.calls().contains("releaseAddress"));
        tale.awaitFailures(cluster, "releaseAddress", 8);
        tale.steward.faults.orderNone();
        deleted(cluster);
    }

    /** For as long as it is so. */
    private void fails(String call) {
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (count, name) -> name.equals(call) ? Fate.FAILS : Fate.WORKS);
    }

    /** The machine of n1, with all that ran there. */
    private void loseLeader() {
        tale.steward.cloud.kill("a", "n1");
        tale.steward.engine.kill("a", "n1");
    }

    private void deleted(ClusterWorkflow cluster) {
        cluster.deprovision(null);
        tale.until(cluster, r -> r.life() == Life.DELETED);
        assertThat(tale.steward.cloud.inventory()).isEmpty();
    }

    private static void update(ClusterWorkflow cluster, int nodes) {
        ClusterSpec now = cluster.report().spec();
        cluster.update(new Alteration(now.request(), FakeSteward.spec(now.id().value(), nodes)));
    }
}
