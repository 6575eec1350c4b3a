package dev.steward.machines.docker;

import java.time.Duration;

/** Between two looks at something that Docker tells no one of when it has happened. */
final class Pause {

    private static final Duration BRIEF = Duration.ofMillis(50);

    private Pause() {}

    static void brief() {
        try {
            Thread.sleep(BRIEF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Docker", e);
        }
    }
}
