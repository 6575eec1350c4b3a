package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.Health;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowUpdateStage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A leader is lost: who leads next, or why nobody does. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterTakeOverTest {

    private static final Request BIND = new Request("service", "plan-3", Map.of(), Map.of());

    private final Tale tale = new Tale();

    @AfterEach
    void close() {
        tale.close();
    }

    @Test
    void aLeaderThatDiesIsReplacedAndComesBackAsAStandby() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.cloud.kill("a", "n1");
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT));
        Report after = tale.until(
                cluster, r -> r.epoch().equals(new Epoch(2)) && NodeName.of(2).equals(r.leader()));
        assertThat(tale.steward.engine.leads("a", "n2")).isTrue();
        assertThat(after.redundancy()).isEqualTo(new Redundancy(List.of(NodeName.of(3)), 1));

        tale.until(cluster, r -> r.members().getFirst().fenced());
        Tale.tell(cluster, 3, Map.of());
        Report whole = tale.until(cluster, r -> r.phase() == Phase.HEALTHY);
        assertThat(whole.redundancy()).isEqualTo(new Redundancy(List.of(NodeName.of(1), NodeName.of(3)), 1));
        assertThat(whole.members().getFirst().machine()).endsWith("n1-0");
    }

    @Test
    void theStandbyThatHasMoreIsElected() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.engine.flushed("a", "n3", 5000);
        tale.steward.engine.kill("a", "n1");
        Tale.tell(cluster, 3, Map.of("n1", Health.PROCESS_GONE));
        tale.until(cluster, r -> NodeName.of(3).equals(r.leader()));
    }

    @Test
    void withoutEnoughStandbysToSealNobodyIsPromotedAndTheReasonIsTold() {
        ClusterWorkflow cluster = blocked();
        Report blocked = cluster.report();
        assertThat(blocked.blocked().reason()).contains("too few standbys").contains("n2");
        assertThat(blocked.leader()).isEqualTo(NodeName.of(1));
        assertThat(tale.steward.engine.leads("a", "n3")).isFalse();
    }

    /** Of three, the leader and a standby are lost, and neither boots. */
    private ClusterWorkflow blocked() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> switch (name) {
            case "reboot", "start" -> Fate.FAILS;
            default -> Fate.WORKS;
        });
        tale.steward.cloud.kill("a", "n1");
        tale.steward.cloud.kill("a", "n2");
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", Health.SILENT));
        tale.until(cluster, r -> r.phase() == Phase.BLOCKED);
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", Health.SILENT)); // in the epoch of the attempt
        return cluster;
    }

    @Test
    void aBlockedTakeOverGoesOnWhenTheOtherStandbyIsBack() {
        ClusterWorkflow cluster = blocked();
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("resume") ? Fate.FAILS : Fate.WORKS);
        Report after = tale.until(cluster, r -> {
            Health n2 = tale.steward.cloud.runs("a", "n2") ? Health.FINE : Health.SILENT;
            Tale.tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", n2));
            return !NodeName.of(1).equals(r.leader());
        });
        assertThat(after.blocked()).isNull();
        assertThat(tale.steward.engine.leads("a", after.leader().value())).isTrue();
    }

    @Test
    void aPersonMayForceIt() {
        ClusterWorkflow cluster = blocked();
        assertThat(cluster.forceTakeOver()).contains("n3 leads");
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(3));
        assertThat(cluster.report().members().getFirst().fenced()).isTrue();
        assertThat(Tale.refusal(cluster::forceTakeOver)).isEqualTo(Refusal.UNUSABLE);
    }

    @Test
    void nothingIsForcedThatIsNotBlocked() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        assertThat(Tale.refusal(cluster::forceTakeOver)).isEqualTo(Refusal.UNUSABLE);
        assertThat(Tale.refusal(cluster::forceTakeOver)).isEqualTo(Refusal.UNUSABLE);
        assertThat(cluster.report().epoch()).isEqualTo(Epoch.FIRST);
    }

    @Test
    void whenEveryStandbyIsLostCommitsWaitAndThenGoOnUnprotectedUntilOneIsBack() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("reboot") ? Fate.FAILS : Fate.WORKS);
        tale.steward.cloud.kill("a", "n2");
        tale.steward.cloud.kill("a", "n3");
        Tale.tell(cluster, 3, Map.of("n2", Health.SILENT, "n3", Health.SILENT));
        assertThat(cluster.report().phase()).isEqualTo(Phase.DEGRADED);
        tale.until(cluster, r -> r.phase() == Phase.UNPROTECTED);
        tale.until(cluster, r -> r.redundancy().equals(Redundancy.NONE));
        tale.steward.faults.orderNone();
        tale.until(
                cluster,
                r -> r.members().get(1).lostSince() == null
                        && r.members().get(2).lostSince() == null);
        Tale.tell(cluster, 3, Map.of());
        tale.until(cluster, r -> r.phase() == Phase.HEALTHY);
    }

    @Test
    void whoeverMayHaveBeenPromotedIsNeverFollowedByTheOldLeaderInTheSameEpoch() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("promote") ? Fate.ANSWER_LOST : Fate.WORKS);
        tale.steward.cloud.kill("a", "n1");
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT));
        Report uncertain = tale.until(cluster, r -> NodeName.of(2).equals(r.leader()));
        assertThat(uncertain.possible()).contains(new Redundancy(List.of(NodeName.of(2), NodeName.of(3)), 1));
        tale.steward.faults.orderNone();
        tale.until(cluster, r -> r.members().getFirst().fenced());
        assertThat(tale.steward.engine.leads("a", "n1")).isFalse();
        assertThat(tale.steward.engine.leads("a", "n2")).isTrue();
    }

    /** The winner is a standby still, and nobody can be sealed in its place: it has to stand again, to be elected again. */
    @Test
    void aWinnerThatDiesWhileItIsPromotedIsElectedAgain() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> switch (name) {
            case "promote", "reboot" -> Fate.FAILS;
            default -> Fate.WORKS;
        });
        tale.steward.cloud.destroyByFire("a", "n1");
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT));
        tale.until(cluster, r -> NodeName.of(2).equals(r.leader()));
        tale.steward.engine.kill("a", "n2");
        tale.steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> switch (name) {
            case "start", "reboot" -> Fate.FAILS; // n1 does not come back
            default -> Fate.WORKS;
        });
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", Health.PROCESS_GONE));
        tale.untilWatched(cluster, r -> tale.steward.engine.leads("a", "n2"));
        assertThat(tale.untilWatched(cluster, r -> r.blocked() == null).leader())
                .isEqualTo(NodeName.of(2));
    }

    /** While it starts a take-over is tried again and again without it. */
    @Test
    void aWitnessThatTakesItsTimeIsNotStoppedAgain() {
        ClusterWorkflow cluster = blocked();
        tale.steward.cloud.destroyByFire("a", "n1");
        AtomicReference<Epoch> begun = new AtomicReference<>();
        tale.steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> {
            if (name.equals("awaken")
                    && begun.compareAndSet(null, cluster.report().epoch())) {
                awaitRaised(cluster, begun.get());
            }
            return name.equals("start") ? Fate.FAILS : Fate.WORKS;
        });
        tale.untilWatched(cluster, r -> begun.get() != null && !NodeName.of(1).equals(r.leader()));
        assertThat(tale.steward.faults.calls()).filteredOn("awaken"::equals).hasSizeLessThanOrEqualTo(2);
    }

    private static void awaitRaised(ClusterWorkflow cluster, Epoch before) {
        for (int i = 0; i < 300 && cluster.report().epoch().equals(before); i++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Test
    void aVerdictOfAnotherEpochChangesNothing() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        cluster.verdict(FakeSteward.verdict(new Epoch(7), 3, Map.of("n1", Health.SILENT)));
        Tale.tell(cluster, 3, Map.of());
        tale.until(cluster, r -> r.phase() == Phase.HEALTHY);
        assertThat(cluster.report().epoch()).isEqualTo(Epoch.FIRST);
    }

    @Test
    void bindingGoesOnAtTheNextLeader() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.cloud.kill("a", "n1");
        var update = io.temporal.client.WorkflowStub.fromTyped(cluster)
                .startUpdate(
                        UpdateOptions.newBuilder(Bound.class)
                                .setUpdateName("bind")
                                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                                .build(),
                        "b",
                        BIND);
        Tale.tell(cluster, 3, Map.of("n1", Health.SILENT));
        assertThat(update.getResult().binding().credentials()).containsKey("password");
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(2));
    }
}
