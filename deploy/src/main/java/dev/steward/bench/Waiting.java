package dev.steward.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waiting for what tells no one when it has happened. */
public final class Waiting {

    private static final Duration LOOK = Duration.ofMillis(250);

    private Waiting() {}

    /** Looks again and again until it is so; false when the time is up before. */
    public static boolean until(Duration limit, BooleanSupplier so) {
        Instant end = Instant.now().plus(limit);
        while (!so.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            rest(LOOK);
        }
        return true;
    }

    public static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
