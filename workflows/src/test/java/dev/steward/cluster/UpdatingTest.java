package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.fakes.FakeSteward;
import dev.steward.machines.MachineSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which node is next while a cluster becomes another. */
class UpdatingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterSpec FORMER = FakeSteward.spec("c", 3);
    private static final ClusterSpec TUNED = spec(Map.of("colour", "blue"), FORMER.size());
    private static final ClusterSpec LARGER = spec(Map.of(), new MachineSize(2, 1024));
    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);

    @Test
    void standbysAreAdjustedFirstAndTheLeaderLast() {
        ClusterState state = begun();
        assertThat(next(TUNED, state))
                .isInstanceOfSatisfying(
                        Decision.Adjust.class, a -> assertThat(a.node()).isEqualTo(N2));
        state = fitted(state, TUNED, N2);
        assertThat(next(TUNED, state))
                .isInstanceOfSatisfying(
                        Decision.Adjust.class, a -> assertThat(a.node()).isEqualTo(N3));
        state = fitted(state, TUNED, N3);
        assertThat(next(TUNED, state))
                .isInstanceOfSatisfying(
                        Decision.Adjust.class, a -> assertThat(a.node()).isEqualTo(N1));
        state = fitted(state, TUNED, N1);
        assertThat(next(TUNED, state)).isInstanceOf(Decision.Furnish.class);
        assertThat(next(TUNED, state.furnished())).isInstanceOf(Decision.EndUpdate.class);
    }

    @Test
    void theNetworkComesFirstAndOnce() {
        ClusterState state =
                seen(MadeCluster.of(FORMER)).updating(Update.from(FORMER, NOW.plus(Duration.ofMinutes(10))));
        assertThat(next(LARGER, state)).isInstanceOf(Decision.Connect.class);
        assertThat(next(TUNED, state.connected())).isInstanceOf(Decision.Adjust.class);
    }

    @Test
    void aStandbyIsTakenDownOnlyWhenNobodyWaitsForItAnyMore() {
        ClusterState state = begun().changed(N2, n -> n.fitted(awaitingRestart()));
        assertThat(next(TUNED, state))
                .isEqualTo(new Decision.ChangeRedundancy("these standbys stream", Redundancy.among(List.of(N3))));
        ClusterState aside = state.confirmedBy(Redundancy.among(List.of(N3)));
        assertThat(next(TUNED, aside))
                .isInstanceOfSatisfying(
                        Decision.Restart.class, r -> assertThat(r.node()).isEqualTo(N2));
        assertThat(next(TUNED, aside.changingTo(Redundancy.NONE))).isNotInstanceOf(Decision.Restart.class);
    }

    @Test
    void theNextIsTakenDownOnlyWhenAllConfirmAgain() {
        ClusterState state = fitted(begun(), LARGER, N2).confirmedBy(Redundancy.among(List.of(N3)));
        assertThat(next(LARGER, state))
                .isEqualTo(new Decision.ChangeRedundancy("these standbys stream", Redundancy.among(List.of(N2, N3))));
        ClusterState whole = state.confirmedBy(Redundancy.among(List.of(N2, N3)));
        assertThat(next(LARGER, whole))
                .isEqualTo(new Decision.ChangeRedundancy("these standbys stream", Redundancy.among(List.of(N2))));
        assertThat(next(LARGER, whole.confirmedBy(Redundancy.among(List.of(N2)))))
                .isInstanceOfSatisfying(Decision.Recover.class, r -> {
                    assertThat(r.node()).isEqualTo(N3);
                    assertThat(r.means()).isEqualTo(Means.REPLACE_MACHINE);
                });
    }

    @Test
    void aLeaderOfAClusterIsNeverTakenDownButAnotherLeads() {
        ClusterState state = fitted(fitted(begun(), LARGER, N2), LARGER, N3);
        assertThat(next(LARGER, state))
                .isInstanceOfSatisfying(
                        Decision.SwitchOver.class, s -> assertThat(s.to()).isEqualTo(N2));
        ClusterState again = seen(state.delayed(NOW));
        assertThat(next(LARGER, again))
                .isInstanceOfSatisfying(
                        Decision.SwitchOver.class, s -> assertThat(s.to()).isEqualTo(N3));
        assertThat(next(LARGER, state.delayed(NOW.plusSeconds(5))))
                .isEqualTo(new Decision.Wait("there is nothing to do", NOW.plusSeconds(5)));
    }

    @Test
    void whateverStrikesIsMendedFirst() {
        ClusterState dead = state(begun(), Map.of("n1", Health.SILENT));
        assertThat(next(TUNED, dead)).isInstanceOf(Decision.TakeOver.class);
        ClusterState lame = state(begun(), Map.of("n3", Health.SILENT));
        assertThat(next(TUNED, lame)).isInstanceOf(Decision.Recover.class);
        assertThat(next(TUNED, lame, Work.at(Work.Kind.RECOVER, N3))).isInstanceOf(Decision.ChangeRedundancy.class);
        ClusterState unseen = begun().raised();
        assertThat(next(TUNED, unseen)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void whatTakesTooLongGoesBackAndAtLastEnds() {
        Update late = Update.from(FORMER, NOW);
        assertThat(next(TUNED, begun().updating(late))).isInstanceOf(Decision.GoBack.class);
        Update back = late.back("It took too long.", true, NOW.plusSeconds(60));
        assertThat(next(FORMER, begun().updating(back))).isInstanceOf(Decision.Connect.class);
        assertThat(next(FORMER, begun().updating(back).connected())).isInstanceOf(Decision.EndUpdate.class);
        Update hopeless = late.back("It took too long.", true, NOW);
        ClusterState half =
                begun().changed(N2, n -> n.fitted(awaitingRestart())).updating(hopeless);
        assertThat(next(FORMER, half)).isInstanceOf(Decision.EndUpdate.class);
    }

    @Test
    void aSingleMachineIsReplacedInPlace() {
        ClusterSpec former = FakeSteward.spec("s", 1);
        ClusterState state = seen(MadeCluster.of(former))
                .updating(Update.from(former, NOW.plusSeconds(600)))
                .connected();
        ClusterSpec larger = former.ofEdition("2.0.0");
        assertThat(next(larger, state))
                .isInstanceOfSatisfying(
                        Decision.Recover.class, r -> assertThat(r.role()).isEqualTo(Role.LEADER));
    }

    @Test
    void whatNoUpdateChangesIsTold() {
        assertThat(Obstacle.between(FORMER, TUNED)).isEmpty();
        assertThat(Obstacle.between(FORMER, LARGER)).isEmpty();
        assertThat(Obstacle.between(FORMER, FakeSteward.spec("c", 1))).isEmpty();
        assertThat(Obstacle.between(FORMER, FORMER.on("elsewhere"))
                        .orElseThrow()
                        .sentence())
                .contains("infrastructure");
    }

    private static Decision next(ClusterSpec spec, ClusterState state, Work... underway) {
        return DecisionTable.next(spec, state, List.of(underway), NOW);
    }

    private static Outfit awaitingRestart() {
        return TUNED.outfit().onTermsOf(TUNED.outfit(), true);
    }

    private static ClusterState fitted(ClusterState state, ClusterSpec spec, NodeName node) {
        return state.changed(node, n -> n.fitted(spec.outfit()));
    }

    private static ClusterState begun() {
        return seen(MadeCluster.of(FORMER))
                .updating(Update.from(FORMER, NOW.plus(Duration.ofMinutes(10))))
                .connected();
    }

    private static ClusterState seen(ClusterState state) {
        return state(state, Map.of());
    }

    private static ClusterState state(ClusterState state, Map<String, Health> exceptions) {
        return state.seen(FakeSteward.verdict(state.epoch(), state.nodes().size(), exceptions), NOW);
    }

    private static ClusterSpec spec(Map<String, String> settings, MachineSize size) {
        return new ClusterSpec(
                FORMER.id(),
                FORMER.plan(),
                FORMER.engine(),
                FORMER.version(),
                FORMER.infrastructure(),
                FORMER.otherwise(),
                3,
                size,
                FORMER.diskGib(),
                settings,
                Extras.NONE,
                FORMER.limits(),
                FORMER.request());
    }
}
