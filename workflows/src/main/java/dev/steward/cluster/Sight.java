package dev.steward.cluster;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the watch has said in the present leadership.
 *
 * @param verdict its last one; null while it has said nothing
 * @param at when it first said so of the nodes' health; a concern that comes or goes changes nothing here
 */
public record Sight(@Nullable Verdict verdict, @Nullable Instant at) {

    public static final Sight NOTHING = new Sight(null, null);

    /** What is said of this node; FINE while nothing is. */
    public Health healthOf(NodeName node) {
        return verdict == null
                ? Health.FINE
                : verdict.of(node).map(Finding::health).orElse(Health.FINE);
    }

    /** After another verdict. */
    Sight then(Verdict told, Instant now) {
        return new Sight(told, verdict != null && verdict.concludes(told) ? at : now);
    }

    /** What is said to be of concern about this node. */
    public Set<Concern> concerns(NodeName node) {
        return verdict == null
                ? Set.of()
                : verdict.of(node).map(Finding::concerns).orElse(Set.of());
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
