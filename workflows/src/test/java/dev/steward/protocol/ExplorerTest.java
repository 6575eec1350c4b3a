package dev.steward.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.NodeName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That nothing was found means something only where something could have been found. */
class ExplorerTest {

    private static final Bounds TAKE_OVER = new Bounds(2, 1, 0, 0, 0);
    private static final Bounds TWO_TAKE_OVERS = new Bounds(3, 2, 0, 0, 0);
    private static final Bounds WITH_A_CHANGE = new Bounds(0, 1, 1, 0, 0);
    private static final Bounds WITH_A_LATE_ACT = new Bounds(0, 1, 0, 0, 1);
    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);

    static List<Bounds> small() {
        return List.of(new Bounds(1, 1, 1, 0, 0), new Bounds(1, 1, 0, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("small")
    void noTwoStatesAreTakenForOne(Bounds bounds) {
        State start = State.healthy(State.ANY_CONFIRMS, bounds).settled();
        Set<State> all = new HashSet<>(Set.of(start));
        Deque<State> left = new ArrayDeque<>(all);
        Explorer explorer = new Explorer(start, EnumSet.noneOf(Broken.class));
        while (!left.isEmpty()) {
            explorer.next(left.remove()).stream()
                    .map(Step::after)
                    .filter(all::add)
                    .forEach(left::add);
        }
        assertThat(explorer.explore().states()).isEqualTo(all.size());
    }

    @Test
    void itSeesALeaderThatKnowsNothingOfTheNextAndWrites() {
        assertThat(way(
                        TAKE_OVER,
                        s -> s.server(N1).leads()
                                && s.server(N1).log().endOf(2) > 0
                                && leadsAlone(s, N2)
                                && s.isAcknowledged(1)
                                && !s.isAcknowledged(2)))
                .isPresent();
    }

    @Test
    void itSeesTheSecondTakeOverComplete() {
        assertThat(way(
                        TWO_TAKE_OVERS,
                        s -> leadsAlone(s, N3)
                                && s.recorded().epoch().equals(new Epoch(3))
                                && s.acknowledged() == 0b1110))
                .isPresent();
    }

    @Test
    void itSeesATakeOverAmidAChangeThatHasHappened() {
        assertThat(way(
                        WITH_A_CHANGE,
                        s -> s.work() instanceof Work.Sealing
                                && !s.recorded().possible().isEmpty()
                                && s.recorded().possible().contains(s.leader().names())))
                .isPresent();
    }

    @Test
    void itSeesAWalsenderThatHasNotReadTheNamesAndACheckpointerThatHasNot() {
        assertThat(way(
                        WITH_A_CHANGE,
                        s -> !s.server(N1)
                                        .walsender(N2)
                                        .names()
                                        .equals(s.server(N1).names())
                                && s.server(N1).waits() != s.server(N1).isNamed()))
                .isPresent();
    }

    @Test
    void itSeesAPromotionThatWasGivenUpAndHappensLater() {
        assertThat(way(WITH_A_LATE_ACT, s -> s.work() instanceof Work.Idle && s.stray() instanceof Act.Promote))
                .isPresent();
    }

    @Test
    void itSeesADivergedLeaderBroughtBackAndConfirming() {
        assertThat(way(
                        TAKE_OVER,
                        s -> leadsAlone(s, N2)
                                && s.server(N2).feeds(s.server(N1))
                                && s.server(N2).walsender(N1).heard() > 1
                                && s.written() == 2
                                && s.server(N2).log().endOf(1) == 0))
                .isPresent();
    }

    private static boolean leadsAlone(State state, NodeName leader) {
        return leader.equals(state.recorded().leader())
                && state.recorded().possible().isEmpty()
                && state.server(leader).leads();
    }

    private static Optional<Trace> way(Bounds bounds, Predicate<State> sought) {
        State start = State.healthy(State.ANY_CONFIRMS, bounds);
        return new Explorer(
                        start,
                        EnumSet.noneOf(Broken.class),
                        s -> sought.test(s) ? Optional.of("seen") : Optional.empty())
                .explore()
                .found();
    }
}
