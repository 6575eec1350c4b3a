package dev.steward.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the watch has said in the present leadership.
 *
 * @param verdict its last one; null while it has said nothing
 * @param at when it said so
 */
public record Sight(@Nullable Verdict verdict, @Nullable Instant at) {

    public static final Sight NOTHING = new Sight(null, null);

    /** What is said of this node; FINE while nothing is. */
    public Health healthOf(NodeName node) {
        return verdict == null
                ? Health.FINE
                : verdict.of(node).map(Finding::health).orElse(Health.FINE);
    }

    /** Whether it was said that this node is fine: silence is not enough. */
    public boolean sawFine(NodeName node) {
        return verdict != null
                && verdict.of(node).filter(f -> f.health() == Health.FINE).isPresent();
    }

    /** For the operator. */
    public String evidence(NodeName node) {
        return verdict == null
                ? "seen by nobody"
                : verdict.of(node).map(f -> f.health() + ": " + f.evidence()).orElse("seen by nobody");
    }

    /** What was said of this node was answered: only what is said next counts. */
    Sight without(NodeName node) {
        return verdict == null
                ? this
                : new Sight(
                        new Verdict(
                                verdict.epoch(),
                                verdict.findings().stream()
                                        .filter(f -> !f.node().equals(node))
                                        .toList()),
                        at);
    }
}
