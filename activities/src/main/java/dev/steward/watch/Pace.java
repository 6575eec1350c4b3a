package dev.steward.watch;

import java.time.Duration;

/**
 * Whether this worker keeps up. One that is short of processors hears answers too late, or sends its questions too late:
 * then a time-out says more of us than of the node, and must not lead to a take-over.
 */
final class Pace {

    /** Who wakes up so late is short of processors. */
    private static final Duration TARDY = Duration.ofMillis(300);

    /** For so long after that, silence is not believed: the questions that were late are still being answered. */
    private static final Duration DOUBT = Duration.ofSeconds(2);

    private volatile long doubtsUntil = System.nanoTime();

    /**
     * Somebody woke up.
     *
     * @param late by how much too late
     * @param now in nanoseconds of our clock
     */
    void woke(Duration late, long now) {
        if (late.compareTo(TARDY) > 0) {
            doubtsUntil = now + DOUBT.toNanos();
        }
    }

    /** Whether silence can be believed now. */
    boolean keepsUp(long now) {
        return now - doubtsUntil >= 0;
    }
}
