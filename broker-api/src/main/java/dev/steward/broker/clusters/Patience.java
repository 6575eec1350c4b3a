package dev.steward.broker.clusters;

import java.time.Duration;

/**
 * How long the broker waits for Temporal and its workers, while a platform waits for the broker.
 *
 * @param answer for the whole of a question, and for an order to be taken where Temporal does not answer
 * @param order for an order to be taken while Temporal is there, its turn included: workers may have much to do
 * @param completion for a request that was taken, and whose result the platform waits for
 * @param patient for such a result, when the platform can ask for it later
 */
public record Patience(Duration answer, Duration order, Duration completion, Duration patient) {

    /** Platforms wait for 60 s; a cluster tries for 40 s to make a binding, through take-overs. */
    public static final Patience OF_A_BROKER = new Patience(
            Duration.ofMillis(4500), Duration.ofSeconds(11), Duration.ofSeconds(48), Duration.ofSeconds(10));
}
