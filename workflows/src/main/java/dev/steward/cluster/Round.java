package dev.steward.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * What one round of asking brought.
 *
 * @param at when it ended, on the observer's own clock
 * @param answers one for each node
 * @param reached which standbys were asked to try the leader themselves, and whether its data service answered them
 */
public record Round(Duration at, Map<NodeName, Observation> answers, Map<NodeName, Boolean> reached) {
    public Round {
        answers = Map.copyOf(answers);
        reached = Map.copyOf(reached);
    }
}
