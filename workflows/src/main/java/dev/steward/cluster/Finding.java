package dev.steward.cluster;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the watch concludes of a node, and from what.
 *
 * @param node the node
 * @param health the conclusion
 * @param concerns what a person should look at, whatever the health; in the order of the enum
 * @param evidence which probe, how often, how long, what the others said: for the operator; free of secrets
 */
public record Finding(NodeName node, Health health, Set<Concern> concerns, String evidence) {

    /** Concerns may be missing: findings were recorded before there were any. */
    public Finding(NodeName node, Health health, @Nullable Set<Concern> concerns, String evidence) {
        this.node = node;
        this.health = health;
        this.concerns = ordered(concerns);
        this.evidence = evidence;
    }

    /** Nothing to be concerned about. */
    public Finding(NodeName node, Health health, String evidence) {
        this(node, health, Set.of(), evidence);
    }

    private static Set<Concern> ordered(@Nullable Set<Concern> concerns) {
        Set<Concern> ordered = EnumSet.noneOf(Concern.class);
        if (concerns != null) {
            ordered.addAll(concerns);
        }
        return Collections.unmodifiableSet(ordered);
    }
}
