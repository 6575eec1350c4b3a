package dev.steward.engine.kit;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;

/** As workflows do it: again, after troubles that may pass. */
final class Insist {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    private Insist() {}

    static void on(Runnable act) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                act.run();
                return;
            } catch (ApplicationFailure e) {
                if (Trouble.of(e).kind() != Trouble.Kind.UNAVAILABLE
                        || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
