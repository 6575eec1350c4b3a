package dev.steward.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of an episode.
 *
 * @param episode which
 * @param gap the longest time in which no application was told that a write is done
 * @param acknowledged how many writes were acknowledged
 * @param lost how many of them are not there, or unknown to be
 * @param wrong everything else that broke a promise: a write that is there twice, a sum that is not right
 * @param dualAckers how many pairs of nodes acknowledged in overlapping time
 * @param whole how long after the first strike it had all its redundancy again; empty when it did not in time
 * @param complaints what did not come true, safety or not
 */
public record Outcome(
        Episode episode,
        Duration gap,
        int acknowledged,
        int lost,
        List<String> wrong,
        int dualAckers,
        Optional<Duration> whole,
        List<String> complaints) {

    /** Whether no promise was broken. */
    public boolean isSafe() {
        return lost == 0 && dualAckers == 0 && wrong.isEmpty();
    }

    /** Whether it also came back by itself. */
    public boolean isFine() {
        return isSafe() && complaints.isEmpty() && whole.isPresent();
    }
}
