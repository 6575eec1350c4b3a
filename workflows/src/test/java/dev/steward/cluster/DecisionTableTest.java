package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.fakes.FakeSteward;
import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.Machine;
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
        assertThat(next(THREE, seen(live(THREE), Map.of())))
                .isEqualTo(new Decision.Wait("there is nothing to do", null));
    }

    @Test
    void aDeadLeaderIsReplacedBeforeAnythingElseIsRepaired() {
        ClusterState state = seen(live(THREE), Map.of("n1", Health.PROCESS_GONE, "n3", Health.SILENT));
        assertThat(next(THREE, state)).isInstanceOf(Decision.TakeOver.class);
        assertThat(next(THREE, state, Work.at(Work.Kind.RECOVER, NodeName.of(3))))
                .isInstanceOf(Decision.TakeOver.class);
    }

    @Test
    void aLeaderWeAloneCannotReachIsLeftInPeace() {
        assertThat(next(THREE, seen(live(THREE), Map.of("n1", Health.UNREACHABLE_FROM_HERE))))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aBlockedTakeOverIsTriedAgainLaterAndStandbysAreRepairedMeanwhile() {
        ClusterState dead = seen(live(THREE), Map.of("n1", Health.SILENT, "n2", Health.SILENT));
        ClusterState blocked = dead.blockedBy(new Blockade("too few", NOW.plusSeconds(5)));
        assertThat(next(THREE, blocked)).isEqualTo(new Decision.Recover("SILENT: told by the test", NodeName.of(2)));
        Decision wait = next(THREE, blocked, Work.at(Work.Kind.RECOVER, NodeName.of(2)));
        assertThat(wait).isEqualTo(new Decision.Wait("there is nothing to do", NOW.plusSeconds(5)));
        assertThat(DecisionTable.next(THREE, blocked, List.of(), NOW.plusSeconds(5)))
                .isInstanceOf(Decision.TakeOver.class);
    }

    @Test
    void aFormerLeaderThatNobodySawStopIsRepairedEvenIfItLooksFine() {
        ClusterState state = live(THREE).ledBy(NodeName.of(2), new Redundancy(List.of(NodeName.of(3)), 1));
        assertThat(next(THREE, seen(state, Map.of())))
                .isEqualTo(new Decision.Recover("nobody confirmed that it stopped", NodeName.of(1)));
    }

    @Test
    void aChangeThatMayHaveHappenedIsCarriedToItsEnd() {
        Redundancy to = new Redundancy(List.of(NodeName.of(2)), 1);
        assertThat(next(THREE, seen(live(THREE).changingTo(to), Map.of())))
                .isInstanceOfSatisfying(
                        Decision.ChangeRedundancy.class, c -> assertThat(c.to()).isEqualTo(to));
    }

    @Test
    void everybodyConfirmsAgainOnlyWhenEverybodyWasSeenFine() {
        ClusterState one = live(THREE).confirmedBy(new Redundancy(List.of(NodeName.of(2)), 1));
        assertThat(next(THREE, one)).isInstanceOf(Decision.Wait.class);
        assertThat(next(THREE, seen(one, Map.of())))
                .isInstanceOfSatisfying(
                        Decision.ChangeRedundancy.class,
                        c -> assertThat(c.to()).isEqualTo(THREE.redundancyUnder(NodeName.of(1))));
    }

    @Test
    void aSingleNodeMayRestartByItselfBeforeItIsRepaired() {
        ClusterState gone = seen(live(ONE), Map.of("n1", Health.PROCESS_GONE));
        Instant restarted = NOW.plus(ONE.limits().restart());
        assertThat(next(ONE, gone)).isEqualTo(new Decision.Wait("there is nothing to do", restarted));
        assertThat(DecisionTable.next(ONE, gone, List.of(), restarted)).isInstanceOf(Decision.Recover.class);
        assertThat(next(ONE, seen(live(ONE), Map.of("n1", Health.SILENT)))).isInstanceOf(Decision.Recover.class);
    }

    @Test
    void aFailedRepairPauses() {
        ClusterState state = seen(live(THREE), Map.of("n2", Health.SILENT))
                .changed(NodeName.of(2), n -> n.repairFailed(NOW.plusSeconds(8), false));
        assertThat(next(THREE, state)).isEqualTo(new Decision.Wait("there is nothing to do", NOW.plusSeconds(8)));
    }

    @Test
    void aDeletionHaltsWhatIsUnderWayFirst() {
        ClusterState deleting = live(THREE).become(Life.DELETING);
        Work recovering = Work.at(Work.Kind.RECOVER, NodeName.of(2));
        assertThat(next(THREE, deleting, recovering)).isEqualTo(new Decision.Halt("it is to be deleted", recovering));
        assertThat(next(THREE, deleting)).isInstanceOf(Decision.Deprovision.class);
        assertThat(next(THREE, deleting, Work.on(Work.Kind.DEPROVISION))).isInstanceOf(Decision.Wait.class);
        assertThat(next(THREE, deleting.gone(Life.DELETED))).isInstanceOf(Decision.Finish.class);
    }

    /** Whatever is seen: no two take-overs at once, no repair of the leader of a cluster, no change under a dead one. */
    @Property
    void whateverIsSeenNothingDangerousIsDecided(@ForAll Random random) {
        ClusterState state = live(THREE);
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
            assertThat(recover.node()).isNotEqualTo(state.leader());
        }
        if (decision instanceof Decision.ChangeRedundancy) {
            assertThat(state.healthOf(NodeName.of(1)).isDead()).isFalse();
        }
    }

    private static Decision next(ClusterSpec spec, ClusterState state, Work... underway) {
        return DecisionTable.next(spec, state, List.of(underway), NOW);
    }

    private static ClusterState seen(ClusterState state, Map<String, Health> exceptions) {
        return state.seen(FakeSteward.verdict(state.epoch(), state.nodes().size(), exceptions), NOW);
    }

    private static ClusterState live(ClusterSpec spec) {
        List<Node> nodes = spec.names().stream()
                .map(n -> Node.of(
                        n,
                        new Address("a", "10.0.0." + n.ordinal()),
                        new Disk(spec.id().label(n, 0), "d", 1),
                        new Machine(spec.id().label(n, 0), "m"),
                        "key"))
                .toList();
        Identity identity = new Identity(new Credential("c", "k"), new Credential("c", "k"));
        return ClusterState.absent().made(NodeName.of(1), nodes, spec.redundancyUnder(NodeName.of(1)), identity);
    }
}
