package dev.steward.instances;

import java.time.Instant;

/**
 * An instance as Temporal's visibility shows it: a moment late, and without asking the instance itself.
 *
 * @param id its id
 * @param name how people call it; empty when the platform does not say
 * @param plan its plan's name
 * @param infrastructure where its machines are
 * @param state its phase
 * @param organization for whom it was ordered; empty when the platform does not say
 * @param space where; empty when the platform does not say
 * @param since when it was ordered, or, of an old one, when its workflow last began a new run
 */
public record Found(
        String id,
        String name,
        String plan,
        String infrastructure,
        String state,
        String organization,
        String space,
        Instant since) {}
