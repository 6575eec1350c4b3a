package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.fakes.FakeSteward;
import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is next while one node becomes three, or three become one. */
class ReshapingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterSpec SINGLE = FakeSteward.spec("c", 1);
    private static final ClusterSpec CLUSTER = FakeSteward.spec("c", 3);
    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);
    private static final Redundancy BOTH = Redundancy.among(List.of(N2, N3));

    @Test
    void newcomersGetAddressesFirst() {
        assertThat(next(CLUSTER, single()))
                .isInstanceOfSatisfying(
                        Decision.Connect.class, c -> assertThat(c.joining()).containsExactly(N2, N3));
    }

    @Test
    void theLeaderLearnsOfThemBeforeAnyIsMade() {
        assertThat(next(CLUSTER, joined()))
                .isInstanceOfSatisfying(
                        Decision.Adjust.class, a -> assertThat(a.node()).isEqualTo(N1));
    }

    @Test
    void aLeaderOfWhichItIsNotCertainWhomItKnowsLearnsOfThemAgain() {
        ClusterState uncertain =
                known(joined()).changed(N1, n -> n.fitted(CLUSTER.outfit().uncertain()));
        assertThat(next(CLUSTER, uncertain))
                .isInstanceOfSatisfying(
                        Decision.Adjust.class, a -> assertThat(a.node()).isEqualTo(N1));
    }

    @Test
    void theyAreMadeAsWhatIsLostIsBroughtBackBothAtTheSameTime() {
        ClusterState state = known(joined());
        assertThat(next(CLUSTER, state)).isInstanceOfSatisfying(Decision.Recover.class, r -> {
            assertThat(r.node()).isEqualTo(N2);
            assertThat(r.role()).isEqualTo(Role.STANDBY);
            assertThat(r.means()).isEqualTo(Means.REPLACE_DISK);
            assertThat(r.whileItRuns()).isEqualTo(Means.REPLACE_DISK);
        });
        assertThat(next(CLUSTER, state, Work.at(Work.Kind.RECOVER, N2)))
                .isInstanceOfSatisfying(
                        Decision.Recover.class, r -> assertThat(r.node()).isEqualTo(N3));
    }

    @Test
    void whoeverIsMadeConfirmsAtOnce() {
        ClusterState state = seen(made(known(joined()), N2), Map.of());
        assertThat(next(CLUSTER, state, Work.at(Work.Kind.RECOVER, N3)))
                .isInstanceOfSatisfying(
                        Decision.ChangeRedundancy.class,
                        c -> assertThat(c.to()).isEqualTo(Redundancy.among(List.of(N2))));
    }

    @Test
    void itIsUpdatedWhenBothConfirm() {
        ClusterState both = seen(made(made(known(joined()), N2), N3), Map.of());
        assertThat(next(CLUSTER, both)).isInstanceOf(Decision.ChangeRedundancy.class);
        assertThat(next(CLUSTER, both.confirmedBy(BOTH).connected())).isInstanceOf(Decision.Furnish.class);
        assertThat(next(CLUSTER, both.confirmedBy(BOTH).connected().furnished()))
                .isInstanceOf(Decision.EndUpdate.class);
    }

    @Test
    void aLeaderThatDiesAmongThoseThatAreNotMadeIsBroughtBack() {
        ClusterState dead = seen(known(joined()), Map.of("n1", Health.SILENT));
        assertThat(next(CLUSTER, dead)).isInstanceOf(Decision.Block.class);
        ClusterState blocked = dead.blockedBy(new Blockade("alone", null, Blockade.Promoted.NOBODY));
        assertThat(next(CLUSTER, blocked)).isInstanceOfSatisfying(Decision.Recover.class, r -> {
            assertThat(r.node()).isEqualTo(N1);
            assertThat(r.role()).isEqualTo(Role.LEADER);
        });
        assertThat(next(CLUSTER, blocked, Work.at(Work.Kind.RECOVER, N1)))
                .as("there is nobody to copy from")
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void whatWasBegunIsGivenBackWhenItIsGivenUp() {
        ClusterState half = made(known(joined()), N2);
        ClusterState back = seen(half, Map.of()).updating(backTo(SINGLE));
        assertThat(next(SINGLE, back, Work.at(Work.Kind.RECOVER, N2)))
                .as("a repair ends first")
                .isInstanceOfSatisfying(
                        Decision.Retire.class, r -> assertThat(r.node()).isEqualTo(N3));
        assertThat(next(SINGLE, back))
                .isInstanceOfSatisfying(
                        Decision.Retire.class, r -> assertThat(r.node()).isEqualTo(N2));
        assertThat(next(SINGLE, back, Work.at(Work.Kind.RETIRE, N2), Work.at(Work.Kind.RETIRE, N3)))
                .isInstanceOf(Decision.Wait.class);
        ClusterState alone = back.without(N2).without(N3);
        assertThat(next(SINGLE, alone)).as("it starts by itself again").isInstanceOf(Decision.Adjust.class);
        ClusterState known = alone.changed(N1, n -> n.fitted(SINGLE.outfit()));
        assertThat(next(SINGLE, known)).isInstanceOf(Decision.Connect.class);
        assertThat(next(SINGLE, known.connected())).isInstanceOf(Decision.EndUpdate.class);
    }

    @Test
    void anUpdateDoesNotEndBeforeWhatIsTooManyIsGone() {
        ClusterState late = seen(made(known(joined()), N2), Map.of("n1", Health.SILENT))
                .updating(Update.from(SINGLE, NOW).back("It took too long.", true, NOW));
        assertThat(next(SINGLE, late)).isNotInstanceOf(Decision.EndUpdate.class);
    }

    @Test
    void oneThatGoesConfirmsNoMoreBeforeItIsGivenBack() {
        ClusterState state = cluster(N1);
        assertThat(next(SINGLE, state))
                .isEqualTo(new Decision.ChangeRedundancy("who confirms is to be given back", Redundancy.NONE));
        assertThat(next(SINGLE, state.changingTo(Redundancy.NONE), Work.on(Work.Kind.CHANGE_REDUNDANCY)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(next(SINGLE, state.confirmedBy(Redundancy.NONE)))
                .isInstanceOfSatisfying(
                        Decision.Retire.class, r -> assertThat(r.node()).isEqualTo(N2));
    }

    @Test
    void oneThatStaysLeadsFirst() {
        ClusterState state = cluster(N2);
        assertThat(next(SINGLE, state)).isEqualTo(new Decision.SwitchOver(N2 + " is to be given back", N1));
        ClusterState n1Lost = seen(state, Map.of("n1", Health.SILENT));
        assertThat(next(SINGLE, n1Lost))
                .isInstanceOfSatisfying(
                        Decision.Recover.class, r -> assertThat(r.node()).isEqualTo(N1));
    }

    @Test
    void nothingIsGivenBackWhileTheLeaderIsNotWell() {
        ClusterState dead = seen(cluster(N1).confirmedBy(Redundancy.NONE), Map.of("n1", Health.PROCESS_GONE));
        assertThat(next(SINGLE, dead)).isInstanceOf(Decision.Block.class);
        ClusterState blocked = dead.blockedBy(new Blockade("alone", null, Blockade.Promoted.NOBODY));
        assertThat(next(SINGLE, blocked)).isInstanceOf(Decision.Recover.class);
        assertThat(next(SINGLE, blocked, Work.at(Work.Kind.RECOVER, N1))).isInstanceOf(Decision.Wait.class);
        ClusterState unseen = cluster(N1).confirmedBy(Redundancy.NONE).raised();
        assertThat(next(SINGLE, unseen)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aLeaderThatDiesBeforeTheyAreGivenBackIsReplaced() {
        assertThat(next(SINGLE, seen(cluster(N1), Map.of("n1", Health.SILENT)))).isInstanceOf(Decision.TakeOver.class);
    }

    @Test
    void whoIsToBeGivenBackIsNotRepaired() {
        ClusterState lame = seen(cluster(N1), Map.of("n3", Health.SILENT));
        assertThat(next(SINGLE, lame)).isInstanceOf(Decision.ChangeRedundancy.class);
        assertThat(next(SINGLE, lame.confirmedBy(Redundancy.NONE))).isInstanceOf(Decision.Retire.class);
    }

    private static Decision next(ClusterSpec spec, ClusterState state, Work... underway) {
        return DecisionTable.next(spec, state, List.of(underway), NOW);
    }

    private static Update backTo(ClusterSpec former) {
        return Update.from(former, NOW).back("There is no room.", true, NOW.plusSeconds(60));
    }

    private static ClusterState single() {
        return seen(MadeCluster.of(SINGLE), Map.of()).updating(Update.from(SINGLE, NOW.plus(Duration.ofMinutes(10))));
    }

    private static ClusterState joined() {
        return single().joinedBy(List.of(wanted(N2), wanted(N3))).connected();
    }

    private static Node wanted(NodeName name) {
        return Node.wanted(name, new Address("a", "10.0.0." + name.ordinal()), CLUSTER.label(name, 0), NOW);
    }

    private static ClusterState known(ClusterState state) {
        return state.changed(N1, n -> n.fitted(CLUSTER.outfit()));
    }

    private static ClusterState made(ClusterState state, NodeName name) {
        return state.changed(
                name,
                n -> n.repaired(
                        new Disk(CLUSTER.label(name, 1), "d", 1),
                        new Machine(CLUSTER.label(name, 1), "m"),
                        "key",
                        CLUSTER.outfit()));
    }

    private static ClusterState cluster(NodeName leader) {
        return seen(MadeCluster.of(CLUSTER, leader), Map.of())
                .updating(Update.from(CLUSTER, NOW.plus(Duration.ofMinutes(10))))
                .connected();
    }

    private static ClusterState seen(ClusterState state, Map<String, Health> exceptions) {
        return state.seen(FakeSteward.verdict(state.epoch(), state.nodes().size(), exceptions), NOW);
    }
}
