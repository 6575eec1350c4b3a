package dev.steward.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * What one round of asking brought.
 *
 * @param at when it ended, on the observer's own clock
 * @param answers one for each node
 * @param reached which standbys were asked to try the leader themselves, and whether its data service answered them
 * @param disksUsed what share of their disks is in use, in percent, of the nodes of which that was found out; disks are
 *     looked at more seldom
 */
public record Round(
        Duration at,
        Map<NodeName, Observation> answers,
        Map<NodeName, Boolean> reached,
        Map<NodeName, Integer> disksUsed) {
    public Round {
        answers = Map.copyOf(answers);
        reached = Map.copyOf(reached);
        disksUsed = Map.copyOf(disksUsed);
    }

    /** A round in which nobody looked at disks. */
    public Round(Duration at, Map<NodeName, Observation> answers, Map<NodeName, Boolean> reached) {
        this(at, answers, reached, Map.of());
    }
}
