package dev.steward.bench;

import dev.steward.load.Audit;
import java.time.Duration;
import java.util.Map;

/**
 * What came of one episode.
 *
 * @param gap the longest time in which no write was acknowledged to anybody, around the episode
 * @param milestones what was reached when, after the fault
 * @param whole after the fault, until every node was back
 * @param moved whether another node leads than before
 * @param twoLeaders whether two nodes acknowledged in overlapping time
 * @param audit what was acknowledged, compared with what is there
 */
public record Outcome(
        Duration gap,
        Map<Milestone, Duration> milestones,
        Duration whole,
        boolean moved,
        boolean twoLeaders,
        Audit audit) {

    /** Whether it kept both promises: nothing lost or doubled, and one leader at a time. */
    public boolean kept() {
        return audit.clean() && !twoLeaders;
    }
}
