package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An instance's life, told through its workflow, with machines and a data service that are records. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterWorkflowTest {

    private static final Request BIND = new Request("service", "plan-3", Map.of(), Map.of());

    private final FakeSteward steward = new FakeSteward();

    @AfterEach
    void close() {
        steward.close();
    }

    @Test
    void anInstanceIsMadeBoundAndDeletedWithoutATrace() {
        ClusterWorkflow cluster = provisioned("a", 3);
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(1));
        assertThat(cluster.report().redundancy().toString()).isEqualTo("any 1 of [n2, n3]");

        Bound bound = cluster.bind("b", BIND);
        assertThat(bound.binding().credentials()).containsEntry("username", "b");
        assertThat(cluster.bind("b", BIND).existed()).isTrue();
        cluster.unbind("b");
        assertThat(steward.engine.roles()).isEmpty();
        assertThat(refusal(() -> cluster.unbind("b"))).isEqualTo(Refusal.GONE);

        cluster.deprovision(null);
        until(cluster, r -> r.life() == Life.DELETED);
        assertThat(steward.cloud.inventory()).isEmpty();
    }

    @Test
    void theSameRequestIsTheSameOperationAndADifferentOneIsRefused() {
        ClusterSpec spec = FakeSteward.spec("a", 1);
        Acceptance first = provision(spec);
        assertThat(provision(spec).operation()).isEqualTo(first.operation());
        ClusterWorkflow cluster = stub("a");
        until(cluster, r -> r.life() == Life.LIVE);
        assertThat(provision(spec).finished()).isTrue();
        assertThat(refusal(() -> provision(FakeSteward.spec("a", 3)))).isEqualTo(Refusal.CONFLICT);
        assertThat(cluster.report().members()).hasSize(1);
    }

    @Test
    void aLeaderThatDiesIsReplacedAndComesBackAsAStandby() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.cloud.kill("a", "n1");
        tell(cluster, 3, Map.of("n1", Health.SILENT));
        Report after = until(
                cluster, r -> r.epoch().equals(new Epoch(2)) && NodeName.of(2).equals(r.leader()));
        assertThat(steward.engine.leads("a", "n2")).isTrue();
        assertThat(after.redundancy()).isEqualTo(new Redundancy(List.of(NodeName.of(3)), 1));

        until(cluster, r -> r.members().getFirst().fenced());
        tell(cluster, 3, Map.of());
        Report whole = until(cluster, r -> r.phase() == Phase.HEALTHY);
        assertThat(whole.redundancy()).isEqualTo(new Redundancy(List.of(NodeName.of(1), NodeName.of(3)), 1));
        assertThat(whole.members().getFirst().machine()).endsWith("n1-0");
    }

    @Test
    void theStandbyThatHasMoreIsElected() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.engine.flushed("a", "n3", 5000);
        steward.engine.kill("a", "n1");
        tell(cluster, 3, Map.of("n1", Health.PROCESS_GONE));
        until(cluster, r -> NodeName.of(3).equals(r.leader()));
    }

    @Test
    void withoutEnoughStandbysToSealNobodyIsPromotedAndTheReasonIsTold() {
        ClusterWorkflow cluster = blocked();
        Report blocked = cluster.report();
        assertThat(blocked.blocked().reason()).contains("too few standbys").contains("n2");
        assertThat(blocked.leader()).isEqualTo(NodeName.of(1));
        assertThat(steward.engine.leads("a", "n3")).isFalse();
    }

    /** Of three, the leader and a standby are lost, and neither boots. */
    private ClusterWorkflow blocked() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> switch (name) {
            case "reboot", "start" -> Fate.FAILS;
            default -> Fate.WORKS;
        });
        steward.cloud.kill("a", "n1");
        steward.cloud.kill("a", "n2");
        tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", Health.SILENT));
        until(cluster, r -> r.phase() == Phase.BLOCKED);
        tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", Health.SILENT)); // in the epoch of the attempt
        return cluster;
    }

    @Test
    void aBlockedTakeOverGoesOnWhenTheOtherStandbyIsBack() {
        ClusterWorkflow cluster = blocked();
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("resume") ? Fate.FAILS : Fate.WORKS);
        Report after = until(cluster, r -> {
            Health n2 = steward.cloud.runs("a", "n2") ? Health.FINE : Health.SILENT;
            tell(cluster, 3, Map.of("n1", Health.SILENT, "n2", n2));
            return !NodeName.of(1).equals(r.leader());
        });
        assertThat(after.blocked()).isNull();
        assertThat(steward.engine.leads("a", after.leader().value())).isTrue();
    }

    @Test
    void aPersonMayForceIt() {
        ClusterWorkflow cluster = blocked();
        assertThat(cluster.forceTakeOver()).contains("n3 leads");
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(3));
        assertThat(cluster.report().members().getFirst().fenced()).isTrue();
        assertThat(refusal(cluster::forceTakeOver)).isEqualTo(Refusal.UNUSABLE);
    }

    @Test
    void nothingIsForcedThatIsNotBlocked() {
        ClusterWorkflow cluster = provisioned("a", 3);
        assertThat(refusal(cluster::forceTakeOver)).isEqualTo(Refusal.UNUSABLE);
        assertThat(refusal(cluster::forceTakeOver)).isEqualTo(Refusal.UNUSABLE);
        assertThat(cluster.report().epoch()).isEqualTo(Epoch.FIRST);
    }

    @Test
    void whenEveryStandbyIsLostCommitsWaitAndThenGoOnUnprotectedUntilOneIsBack() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("reboot") ? Fate.FAILS : Fate.WORKS);
        steward.cloud.kill("a", "n2");
        steward.cloud.kill("a", "n3");
        tell(cluster, 3, Map.of("n2", Health.SILENT, "n3", Health.SILENT));
        assertThat(cluster.report().phase()).isEqualTo(Phase.DEGRADED);
        Report alone = until(cluster, r -> r.phase() == Phase.UNPROTECTED);
        assertThat(alone.redundancy()).isEqualTo(Redundancy.NONE);
        steward.faults.orderNone();
        until(
                cluster,
                r -> r.members().get(1).lostSince() == null
                        && r.members().get(2).lostSince() == null);
        tell(cluster, 3, Map.of());
        until(cluster, r -> r.phase() == Phase.HEALTHY);
    }

    @Test
    void aSwitchOverHasTheOtherLeadAndTheOldOneFollow() {
        ClusterWorkflow cluster = provisioned("a", 3);
        assertThat(refusal(() -> cluster.switchOver(NodeName.of(1)))).isEqualTo(Refusal.UNUSABLE);
        assertThat(refusal(() -> cluster.switchOver(NodeName.of(4)))).isEqualTo(Refusal.UNUSABLE);
        assertThat(cluster.switchOver(NodeName.of(3))).contains("n3 leads");
        assertThat(steward.engine.leads("a", "n3")).isTrue();
        assertThat(steward.engine.leads("a", "n1")).isFalse();
        until(cluster, r -> r.members().getFirst().lostSince() == null);
        tell(cluster, 3, Map.of());
        until(cluster, r -> r.phase() == Phase.HEALTHY);
    }

    @Test
    void aSwitchOverThatCannotBeDoneLeavesTheOldLeader() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.engine.kill("a", "n3");
        assertThat(refusal(() -> cluster.switchOver(NodeName.of(3)))).isEqualTo(Refusal.UNUSABLE);
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(1));
        assertThat(steward.engine.leads("a", "n1")).isTrue();
        assertThat(cluster.report().order()).isNull();
    }

    @Test
    void aLeaderThatDidNotShutDownGoesOn() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("retire") ? Fate.ANSWER_LOST : Fate.WORKS);
        assertThat(refusal(() -> cluster.switchOver(null))).isEqualTo(Refusal.UNUSABLE);
        assertThat(steward.engine.leads("a", "n1")).isTrue();
    }

    @Test
    void whoeverMayHaveBeenPromotedIsNeverFollowedByTheOldLeaderInTheSameEpoch() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("promote") ? Fate.ANSWER_LOST : Fate.WORKS);
        steward.cloud.kill("a", "n1");
        tell(cluster, 3, Map.of("n1", Health.SILENT));
        Report uncertain = until(cluster, r -> NodeName.of(2).equals(r.leader()));
        assertThat(uncertain.possible()).contains(new Redundancy(List.of(NodeName.of(2), NodeName.of(3)), 1));
        steward.faults.orderNone();
        until(cluster, r -> r.members().getFirst().fenced());
        assertThat(steward.engine.leads("a", "n1")).isFalse();
        assertThat(steward.engine.leads("a", "n2")).isTrue();
    }

    @Test
    void aRemovalThatSomebodyCancelsBeginsAnew() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("destroy") ? Fate.FAILS : Fate.WORKS);
        cluster.deprovision(null);
        awaitFailures("destroy", 3 * 4);
        String child = cluster.report().children().getFirst();
        steward.client().newUntypedWorkflowStub(child).cancel();
        steward.faults.orderNone();
        until(cluster, r -> r.life() == Life.DELETED);
        assertThat(steward.cloud.inventory()).isEmpty();
    }

    @Test
    void aVerdictOfAnotherEpochChangesNothing() {
        ClusterWorkflow cluster = provisioned("a", 3);
        cluster.verdict(FakeSteward.verdict(new Epoch(7), 3, Map.of("n1", Health.SILENT)));
        tell(cluster, 3, Map.of());
        until(cluster, r -> r.phase() == Phase.HEALTHY);
        assertThat(cluster.report().epoch()).isEqualTo(Epoch.FIRST);
    }

    @Test
    void aStandbyWhoseMachineDiedIsBootedAgain() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.cloud.kill("a", "n3");
        tell(cluster, 3, Map.of("n3", Health.SILENT));
        until(cluster, r -> r.members().get(2).lostSince() == null);
        assertThat(cluster.report().members().get(2).machine()).endsWith("n3-0");
    }

    @Test
    void aStandbyWhoseMachineBootsNoMoreIsReplacedOnItsDisk() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.cloud.destroyByFire("a", "n3");
        tell(cluster, 3, Map.of("n3", Health.SILENT));
        Report back = until(cluster, r -> r.members().get(2).machine().endsWith("n3-1"));
        assertThat(back.epoch()).isEqualTo(Epoch.FIRST);
        assertThat(steward.cloud.inventory()).anyMatch(r -> r.startsWith("disk") && r.endsWith("n3-0"));
    }

    @Test
    void theMachineOfASingleInstanceIsReplacedOnItsDisk() {
        ClusterWorkflow cluster = provisioned("a", 1);
        steward.cloud.destroyByFire("a", "n1");
        tell(cluster, 1, Map.of("n1", Health.SILENT));
        until(cluster, r -> r.members().getFirst().machine().endsWith("n1-1"));
        assertThat(steward.engine.leads("a", "n1")).isTrue();
    }

    @Test
    void aSingleInstanceHasTimeToRestartByItself() {
        ClusterWorkflow cluster = provisioned("a", 1);
        steward.engine.kill("a", "n1");
        tell(cluster, 1, Map.of("n1", Health.PROCESS_GONE));
        assertThat(cluster.report().children()).isEmpty();
        steward.temporal.sleep(Duration.ofSeconds(4));
        until(cluster, r -> steward.engine.leads("a", "n1"));
        assertThat(cluster.report().members().getFirst().machine()).endsWith("n1-0");
    }

    @Test
    void bindingGoesOnAtTheNextLeader() {
        ClusterWorkflow cluster = provisioned("a", 3);
        steward.cloud.kill("a", "n1");
        var update = io.temporal.client.WorkflowStub.fromTyped(cluster)
                .startUpdate(
                        UpdateOptions.newBuilder(Bound.class)
                                .setUpdateName("bind")
                                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                                .build(),
                        "b",
                        BIND);
        tell(cluster, 3, Map.of("n1", Health.SILENT));
        assertThat(update.getResult().binding().credentials()).containsKey("password");
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(2));
    }

    @Test
    void aDeletionDuringTheCreationHaltsItAndLeavesNothing() {
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("join") ? Fate.FAILS : Fate.WORKS);
        provision(FakeSteward.spec("a", 3));
        ClusterWorkflow cluster = stub("a");
        awaitFailures("join", 2 * 4);
        assertThat(refusal(() -> cluster.bind("b", BIND))).isEqualTo(Refusal.UNUSABLE);
        cluster.deprovision(null);
        until(cluster, r -> r.life() == Life.DELETED);
        assertThat(steward.cloud.inventory()).isEmpty();
    }

    @Test
    void aCreationThatCannotSucceedIsUndoneAndToldAndCanBeDeleted() {
        steward.faults.order(
                Trouble.Kind.MISCONFIGURED, (call, name) -> name.equals("start") ? Fate.FAILS : Fate.WORKS);
        provision(FakeSteward.spec("a", 3));
        ClusterWorkflow cluster = stub("a");
        Report failed = until(cluster, r -> r.life() == Life.FAILED);
        assertThat(failed.operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(failed.operation().sentence()).contains("A fault was ordered.");
        assertThat(steward.cloud.inventory()).isEmpty();
        assertThat(refusal(() -> provision(FakeSteward.spec("a", 3)))).isEqualTo(Refusal.CONFLICT);
        steward.faults.orderNone();
        cluster.deprovision(null);
        until(cluster, r -> r.life() == Life.DELETED);
    }

    @Test
    void anIdIsFreeAgainAfterADeletion() {
        ClusterWorkflow cluster = provisioned("a/b c", 1);
        cluster.deprovision(null);
        until(cluster, r -> r.life() == Life.DELETED);
        assertThat(provisioned("a/b c", 1).report().life()).isEqualTo(Life.LIVE);
    }

    @Test
    void aRunGoesOnFromWhatTheOneBeforeKnew() {
        ClusterWorkflow before = provisioned("a", 3);
        Report report = before.report();
        Memory memory = new Memory(report.spec(), ClusterState.absent().become(Life.FAILED), null, 7);
        ClusterWorkflow next = steward.client()
                .newWorkflowStub(
                        ClusterWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                .build());
        WorkflowClient.start(next::run, memory);
        assertThat(until(next, r -> r.life() == Life.FAILED).spec()).isEqualTo(report.spec());
    }

    private ClusterWorkflow provisioned(String id, int nodes) {
        provision(FakeSteward.spec(id, nodes));
        ClusterWorkflow cluster = stub(id);
        until(cluster, r -> r.life() == Life.LIVE);
        return cluster;
    }

    private Acceptance provision(ClusterSpec spec) {
        ClusterWorkflow start = steward.client()
                .newWorkflowStub(
                        ClusterWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.cluster(spec.id()))
                                .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .build());
        return WorkflowClient.executeUpdateWithStart(
                start::provision,
                spec,
                UpdateOptions.<Acceptance>newBuilder().build(),
                new WithStartWorkflowOperation<>(start::run, null));
    }

    private ClusterWorkflow stub(String id) {
        return steward.client().newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(new ClusterId(id)));
    }

    /** As the watch would, in the cluster's epoch. */
    private static void tell(ClusterWorkflow cluster, int nodes, Map<String, Health> exceptions) {
        cluster.verdict(FakeSteward.verdict(cluster.report().epoch(), nodes, exceptions));
    }

    private Report until(ClusterWorkflow cluster, Predicate<Report> what) {
        awaitTrue(() -> what.test(cluster.report()));
        return cluster.report();
    }

    private void awaitTrue(java.util.function.BooleanSupplier what) {
        Instant deadline = Instant.now().plusSeconds(100);
        while (!what.getAsBoolean()) {
            assertThat(Instant.now())
                    .as(() -> "it did not happen in time; last calls: " + steward.faults.calls())
                    .isBefore(deadline);
            steward.temporal.sleep(Duration.ofSeconds(1));
        }
    }

    /**
     * Until so many have failed that the next ones are seconds away: Temporal's test server forgets a workflow that is
     * cancelled in the moment between an activity's scheduling and its start.
     */
    private void awaitFailures(String call, int many) {
        awaitTrue(() -> steward.faults.calls().stream().filter(call::equals).count() >= many);
    }

    private static Refusal refusal(Runnable request) {
        try {
            request.run();
        } catch (RuntimeException e) {
            return Refusal.in(e).orElseThrow(() -> e).refusal();
        }
        throw new AssertionError("it was not refused");
    }
}
