package dev.steward.protocol;

import static dev.steward.protocol.State.ALL_CONFIRM;
import static dev.steward.protocol.State.ANY_CONFIRMS;
import static dev.steward.protocol.State.ONE_CONFIRMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Redundancy;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every order in which things can happen to three nodes, within bounds. */
class ProtocolTest {

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource("clusters")
    @DisplayName("No acknowledged write is lost, and no two nodes acknowledge, in whatever order things happen")
    void nothingIsLostInWhateverOrderThingsHappen(String what, Redundancy redundancy, Bounds bounds) {
        Exploration exploration =
                new Explorer(State.healthy(redundancy, bounds), EnumSet.noneOf(Broken.class)).explore();
        System.out.printf("%s (%s, %s): %s%n", what, redundancy, bounds, exploration);
        assertThat(exploration.found()).isEmpty();
    }

    static Stream<Arguments> clusters() {
        return Stream.of(
                Arguments.of("take-overs and a crash", ANY_CONFIRMS, new Bounds(2, 2, 0, 1, 0)),
                Arguments.of("take-overs and a late act", ANY_CONFIRMS, new Bounds(1, 2, 0, 0, 1)),
                Arguments.of("take-overs where one confirms", ONE_CONFIRMS, new Bounds(3, 2, 0, 0, 0)),
                Arguments.of("take-over upon take-over", ONE_CONFIRMS, new Bounds(1, 4, 0, 0, 0)),
                Arguments.of("a change where both confirm", ALL_CONFIRM, new Bounds(1, 1, 1, 0, 0)),
                Arguments.of("a change and a late act", ONE_CONFIRMS, new Bounds(1, 1, 1, 0, 1)),
                Arguments.of("a change between take-overs", ANY_CONFIRMS, new Bounds(1, 2, 1, 0, 0)),
                Arguments.of("changes and a take-over", ANY_CONFIRMS, new Bounds(1, 1, 2, 0, 0)),
                Arguments.of("a switch-over and a take-over", ANY_CONFIRMS, new Bounds(2, 1, 0, 0, 0, 1, 0)),
                Arguments.of("a switch-over and a crash", ONE_CONFIRMS, new Bounds(2, 1, 0, 1, 0, 1, 0)),
                Arguments.of("a switch-over and a late act", ANY_CONFIRMS, new Bounds(1, 1, 0, 0, 1, 1, 0)),
                Arguments.of("two switch-overs", ALL_CONFIRM, new Bounds(2, 0, 0, 0, 0, 2, 0)),
                Arguments.of("a forced take-over and another", ANY_CONFIRMS, new Bounds(2, 1, 0, 0, 0, 0, 1)),
                Arguments.of("forced, a crash and a take-over", ONE_CONFIRMS, new Bounds(1, 1, 0, 1, 0, 0, 1)),
                Arguments.of("forced amid a change", ANY_CONFIRMS, new Bounds(1, 0, 1, 0, 0, 0, 1)),
                Arguments.of("forced, and a late act", ANY_CONFIRMS, new Bounds(1, 0, 0, 0, 1, 0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Broken.class)
    @DisplayName("Whoever leaves out a rule loses a promise")
    void whoeverLeavesOutARuleLosesAPromise(Broken rule) {
        Exploration exploration = new Explorer(rule.start(), EnumSet.of(rule)).explore();
        System.out.println(rule + "\n" + exploration);
        assertThat(exploration.found()).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Broken.class)
    @DisplayName("It is the rule that keeps the promise: with it, the same cluster was looked at whole")
    void itIsTheRuleThatKeepsThePromise(Broken rule) {
        assertThat(clusters().map(Arguments::get))
                .anyMatch(c -> c[1].equals(rule.redundancy()) && rule.bounds().isWithin((Bounds) c[2]));
    }

    @Test
    void aChangeThatComesAfterItsTimeHarmsNothing() {
        State start = State.healthy(ANY_CONFIRMS, new Bounds(2, 2, 0, 0, 0)).withALateChange();
        Exploration exploration = new Explorer(start, EnumSet.noneOf(Broken.class)).explore();
        assertThat(exploration.found()).isEmpty();
    }
}
