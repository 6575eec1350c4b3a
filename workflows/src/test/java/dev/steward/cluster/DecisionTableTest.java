package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.fakes.FakeSteward;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecisionTableTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterSpec THREE = FakeSteward.spec("c", 3);
    private static final ClusterSpec ONE = FakeSteward.spec("c", 1);

    @Test
    void anOrderedClusterIsMade() {
        assertThat(next(THREE, ClusterState.absent().become(Life.CREATING))).isInstanceOf(Decision.Provision.class);
    }

    @Test
    void nothingIsDoneAboutAHealthyOne() {
        assertThat(next(THREE, seen(MadeCluster.of(THREE), Map.of())))
                .isEqualTo(new Decision.Wait("there is nothing to do", null));
    }

    @Test
    void aDeadLeaderIsReplacedBeforeAnythingElseIsRepaired() {
        ClusterState state = seen(MadeCluster.of(THREE), Map.of("n1", Health.PROCESS_GONE, "n3", Health.SILENT));
        assertThat(next(THREE, state)).isInstanceOf(Decision.TakeOver.class);
        assertThat(next(THREE, state, Work.at(Work.Kind.RECOVER, NodeName.of(3))))
                .isInstanceOf(Decision.TakeOver.class);
    }

    @Test
    void aLeaderWeAloneCannotReachIsLeftInPeace() {
        assertThat(next(THREE, seen(MadeCluster.of(THREE), Map.of("n1", Health.UNREACHABLE_FROM_HERE))))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aBlockedTakeOverIsTriedAgainLaterAndItsNodesAreBroughtBackMeanwhile() {
        ClusterState dead = seen(MadeCluster.of(THREE), Map.of("n1", Health.SILENT, "n2", Health.SILENT));
        ClusterState blocked = dead.blockedBy(new Blockade("too few", NOW.plusSeconds(5), Blockade.Promoted.NOBODY));
        assertThat(next(THREE, blocked)).isEqualTo(recover(1, Role.LEADER, Means.RESTART));
        Work first = Work.at(Work.Kind.RECOVER, NodeName.of(1));
        assertThat(next(THREE, blocked, first)).isEqualTo(recover(2, Role.WITNESS, Means.RESTART));
        Decision wait = next(THREE, blocked, first, Work.at(Work.Kind.RECOVER, NodeName.of(2)));
        assertThat(wait).isEqualTo(new Decision.Wait("there is nothing to do", NOW.plusSeconds(5)));
        assertThat(DecisionTable.next(THREE, blocked, List.of(), NOW.plusSeconds(5)))
                .isInstanceOf(Decision.TakeOver.class);
    }

    @Test
    void aFormerLeaderThatNobodySawStopIsRepairedEvenIfItLooksFine() {
        ClusterState state = MadeCluster.of(THREE).ledBy(NodeName.of(2), confirming(3), NOW);
        assertThat(next(THREE, seen(state, Map.of())))
                .isEqualTo(new Decision.Recover(
                        "nobody confirmed that it stopped",
                        NodeName.of(1),
                        Role.STANDBY,
                        Means.RESTART,
                        Means.RESTART));
    }

    @Test
    void whileAStandbyIsLostTheOtherConfirmsAlone() {
        ClusterState lost = seen(MadeCluster.of(THREE), Map.of("n3", Health.SILENT));
        Work repair = Work.at(Work.Kind.RECOVER, NodeName.of(3));
        assertThat(next(THREE, lost, repair)).isEqualTo(changeTo("these standbys stream", confirming(2)));
        ClusterState shrunk = lost.changingTo(confirming(2)).confirmedBy(confirming(2));
        assertThat(next(THREE, shrunk, repair)).isInstanceOf(Decision.Wait.class);
        ClusterState back = seen(shrunk, Map.of());
        assertThat(next(THREE, back)).isEqualTo(changeTo("these standbys stream", confirming(2, 3)));
    }

    @Test
    void aChangeThatCameToNothingIsOvertakenByTheNextAndBothCountUntilThen() {
        ClusterState lost =
                seen(MadeCluster.of(THREE), Map.of("n3", Health.SILENT)).changingTo(confirming(2));
        ClusterState other = seen(lost, Map.of("n2", Health.SILENT));
        assertThat(next(THREE, other, Work.at(Work.Kind.RECOVER, NodeName.of(2))))
                .isEqualTo(changeTo("these standbys stream", confirming(3)));
        assertThat(other.changingTo(confirming(3)).leadership().anyOf())
                .containsExactly(confirming(2, 3), confirming(2), confirming(3));
    }

    @Test
    void withoutAnyStandbyCommitsWaitForTheGraceTimeAndAreThenConfirmedByNobody() {
        ClusterState alone = seen(MadeCluster.of(THREE), Map.of("n2", Health.SILENT, "n3", Health.SILENT));
        Work[] repairs = {Work.at(Work.Kind.RECOVER, NodeName.of(2)), Work.at(Work.Kind.RECOVER, NodeName.of(3))};
        Instant enough = NOW.plusSeconds(10);
        assertThat(next(THREE, alone, repairs)).isEqualTo(new Decision.Wait("there is nothing to do", enough));
        assertThat(DecisionTable.next(THREE, alone, List.of(repairs), enough))
                .isEqualTo(changeTo("every standby is lost, and commits have waited for long enough", Redundancy.NONE));
        assertThat(DecisionTable.next(strict(THREE), alone, List.of(repairs), enough))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void whileUnprotectedADeadLeaderIsBroughtBackAndNeverReplaced() {
        ClusterState alone = seen(MadeCluster.of(THREE), Map.of("n2", Health.SILENT, "n3", Health.SILENT))
                .changingTo(Redundancy.NONE);
        ClusterState dead = seen(alone, Map.of("n1", Health.PROCESS_GONE, "n2", Health.SILENT, "n3", Health.SILENT));
        assertThat(next(THREE, dead)).isInstanceOf(Decision.Block.class);
        ClusterState blocked = dead.blockedBy(new Blockade("unprotected", null, Blockade.Promoted.NOBODY));
        assertThat(next(THREE, blocked))
                .isEqualTo(new Decision.Recover(
                        "PROCESS_GONE: told by the test", NodeName.of(1), Role.LEADER, Means.RESTART, Means.RESTART));
        assertThat(next(THREE, blocked.ordered(new OperatorOrder.ForceTakeOver())))
                .isInstanceOf(Decision.ForceTakeOver.class);
    }

    @Test
    void protectionReturnsWithTheFirstStandby() {
        ClusterState unprotected = MadeCluster.of(THREE).confirmedBy(Redundancy.NONE);
        ClusterState back = seen(unprotected, Map.of("n3", Health.SILENT));
        assertThat(next(THREE, back, Work.at(Work.Kind.RECOVER, NodeName.of(3))))
                .isEqualTo(changeTo("these standbys stream", confirming(2)));
    }

    @Test
    void nobodyIsAskedToConfirmWhoWasNotSeenFine() {
        ClusterState one = MadeCluster.of(THREE).confirmedBy(confirming(2));
        assertThat(next(THREE, one)).isInstanceOf(Decision.Wait.class);
        assertThat(next(THREE, seen(one, Map.of()))).isEqualTo(changeTo("these standbys stream", confirming(2, 3)));
    }

    @Test
    void aSingleNodeMayRestartByItselfBeforeItIsRepaired() {
        ClusterState gone = seen(MadeCluster.of(ONE), Map.of("n1", Health.PROCESS_GONE));
        Instant restarted = NOW.plus(ONE.limits().restart());
        assertThat(next(ONE, gone)).isEqualTo(new Decision.Wait("there is nothing to do", restarted));
        assertThat(DecisionTable.next(ONE, gone, List.of(), restarted)).isInstanceOf(Decision.Recover.class);
        assertThat(next(ONE, seen(MadeCluster.of(ONE), Map.of("n1", Health.SILENT))))
                .isInstanceOf(Decision.Recover.class);
    }

    @Test
    void aFailedRepairPauses() {
        ClusterState state = seen(MadeCluster.of(THREE), Map.of("n2", Health.SILENT))
                .confirmedBy(confirming(3))
                .changed(NodeName.of(2), n -> n.repairFailed(NOW.plusSeconds(8)));
        assertThat(next(THREE, state)).isEqualTo(new Decision.Wait("there is nothing to do", NOW.plusSeconds(8)));
    }

    @Test
    void repairsUseEverStrongerMeansAndADiskIsGivenUpOnlyWhileEnoughOthersHaveAll() {
        assertThat(meansAfter(0, Map.of())).isEqualTo(Means.RESTART);
        assertThat(meansAfter(1, Map.of())).isEqualTo(Means.RESTART);
        assertThat(meansAfter(2, Map.of())).isEqualTo(Means.REBOOT);
        assertThat(meansAfter(3, Map.of())).isEqualTo(Means.REPLACE_MACHINE);
        assertThat(meansAfter(4, Map.of())).isEqualTo(Means.REPLACE_DISK);
        assertThat(meansAfter(9, Map.of())).isEqualTo(Means.REPLACE_DISK);
        assertThat(meansAfter(9, Map.of("n3", Health.SILENT))).isEqualTo(Means.REPLACE_MACHINE);
        assertThat(meansAfter(9, Map.of("n1", Health.UNREACHABLE_FROM_HERE))).isEqualTo(Means.REPLACE_MACHINE);
    }

    @Test
    void failuresOfLongAgoSayNothingOfTheMeans() {
        ClusterState failed = seen(MadeCluster.of(THREE), Map.of("n2", Health.SILENT))
                .changed(
                        NodeName.of(2),
                        n -> n.repairFailed(NOW).repairFailed(NOW).repairFailed(NOW));
        ClusterState soon = lostAgain(failed, Duration.ofMinutes(9));
        ClusterState late = lostAgain(failed, Duration.ofMinutes(11));
        assertThat(soon.node(NodeName.of(2)).repairs()).isEqualTo(3);
        assertThat(late.node(NodeName.of(2)).repairs()).isZero();
    }

    private static ClusterState lostAgain(ClusterState failed, Duration later) {
        return failed.changed(NodeName.of(2), n -> n.found().lost(NOW.plus(later)));
    }

    private static Means meansAfter(int failures, Map<String, Health> others) {
        Map<String, Health> health = new java.util.TreeMap<>(others);
        health.put("n2", Health.SILENT);
        ClusterState state = seen(MadeCluster.of(THREE), health);
        for (int i = 0; i < failures; i++) {
            state = state.changed(NodeName.of(2), n -> n.repairFailed(NOW));
        }
        return ((Decision.Recover) next(THREE, state)).means();
    }

    @Test
    void whereNobodyAnswersAMachineThatIsSaidToRunIsLeftInPeaceForAWhile() {
        ClusterState silent = seen(MadeCluster.of(ONE), Map.of("n1", Health.SILENT));
        for (int failures = 0; failures < 8; failures++) {
            assertThat(((Decision.Recover) next(ONE, silent)).whileItRuns()).isEqualTo(Means.RESTART);
            silent = silent.changed(NodeName.of(1), n -> n.repairFailed(NOW));
        }
        assertThat(((Decision.Recover) next(ONE, silent)).whileItRuns()).isEqualTo(Means.REPLACE_MACHINE);
        ClusterState two = seen(MadeCluster.of(THREE), Map.of("n2", Health.SILENT, "n3", Health.SILENT))
                .changed(NodeName.of(2), n -> n.repairFailed(NOW).repairFailed(NOW));
        assertThat(((Decision.Recover) next(THREE, two)).whileItRuns()).isEqualTo(Means.REBOOT);
    }

    @Test
    void aLeaderWhoMayHaveASuccessorIsReplacedEvenIfItIsBack() {
        Blockade blocked = new Blockade("unknown", NOW, Blockade.Promoted.SOMEBODY_PERHAPS);
        ClusterState dead =
                seen(MadeCluster.of(THREE), Map.of("n1", Health.SILENT)).blockedBy(blocked);
        ClusterState back = seen(dead, Map.of());
        assertThat(back.blocked()).isEqualTo(blocked);
        assertThat(next(THREE, back)).isInstanceOf(Decision.TakeOver.class);
        ClusterState later = dead.blockedBy(new Blockade("unknown", NOW.plusSeconds(5), blocked.promoted()));
        assertThat(next(THREE, later)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aSwitchOverBeginsWhenNothingElseGoesOn() {
        ClusterState asked =
                seen(MadeCluster.of(THREE), Map.of()).ordered(new OperatorOrder.SwitchOver(NodeName.of(3)));
        assertThat(next(THREE, asked)).isEqualTo(new Decision.SwitchOver("a person asked for it", NodeName.of(3)));
        assertThat(next(THREE, asked, Work.on(Work.Kind.CHANGE_REDUNDANCY))).isInstanceOf(Decision.Wait.class);
        assertThat(next(THREE, asked, Work.on(Work.Kind.SWITCH_OVER))).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aDeletionHaltsWhatIsUnderWayFirst() {
        ClusterState deleting = MadeCluster.of(THREE).become(Life.DELETING);
        Work recovering = Work.at(Work.Kind.RECOVER, NodeName.of(2));
        assertThat(next(THREE, deleting, recovering)).isEqualTo(new Decision.Halt("it is to be deleted", recovering));
        assertThat(next(THREE, deleting)).isInstanceOf(Decision.Deprovision.class);
        assertThat(next(THREE, deleting, Work.on(Work.Kind.DEPROVISION))).isInstanceOf(Decision.Wait.class);
        assertThat(next(THREE, deleting.gone(Life.DELETED))).isInstanceOf(Decision.Finish.class);
    }

    /** Whatever is seen: no two take-overs at once, no repair of the leader of a cluster, no change under a dead one. */
    @Property
    void whateverIsSeenNothingDangerousIsDecided(@ForAll Random random) {
        ClusterState state = MadeCluster.of(THREE);
        for (int i = 1; i <= 3; i++) {
            Health health = Health.values()[random.nextInt(Health.values().length)];
            state = seen(state, Map.of("n" + i, health));
            if (random.nextBoolean()) {
                state = state.changed(NodeName.of(i), Node::unfenced);
            }
        }
        boolean takingOver = random.nextBoolean();
        Decision decision = takingOver ? next(THREE, state, Work.on(Work.Kind.FAIL_OVER)) : next(THREE, state);
        if (takingOver) {
            assertThat(decision).isInstanceOf(Decision.Wait.class);
        }
        if (decision instanceof Decision.Recover recover) {
            assertThat(recover.node()).isNotEqualTo(state.leader()); // nothing was blocked
        }
        if (decision instanceof Decision.ChangeRedundancy) {
            assertThat(state.healthOf(NodeName.of(1)).isDead()).isFalse();
        }
    }

    private static Redundancy confirming(int... nodes) {
        return Redundancy.among(
                java.util.stream.IntStream.of(nodes).mapToObj(NodeName::of).toList());
    }

    private static Decision changeTo(String reason, Redundancy to) {
        return new Decision.ChangeRedundancy(reason, to);
    }

    private static Decision recover(int node, Role role, Means means) {
        return new Decision.Recover("SILENT: told by the test", NodeName.of(node), role, means, means);
    }

    private static ClusterSpec strict(ClusterSpec spec) {
        Limits limits = new Limits(spec.limits().provision(), spec.limits().restart(), null);
        return new ClusterSpec(
                spec.id(),
                spec.plan(),
                spec.engine(),
                spec.version(),
                spec.infrastructure(),
                spec.otherwise(),
                spec.nodes(),
                spec.size(),
                spec.diskGib(),
                spec.settings(),
                spec.extras(),
                limits,
                spec.request());
    }

    private static Decision next(ClusterSpec spec, ClusterState state, Work... underway) {
        return DecisionTable.next(spec, state, List.of(underway), NOW);
    }

    private static ClusterState seen(ClusterState state, Map<String, Health> exceptions) {
        return state.seen(FakeSteward.verdict(state.epoch(), state.nodes().size(), exceptions), NOW);
    }
}
