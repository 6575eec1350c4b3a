package dev.steward.machines.kit;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** As workflows do it: again, after troubles that may pass. */
final class Insist {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long PAUSE_MILLIS = 250;

    private Insist() {}

    static void on(Runnable act) {
        get(() -> {
            act.run();
            return 0;
        });
    }

    static <R> R get(Supplier<R> act) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return act.get();
            } catch (ApplicationFailure e) {
                if (Trouble.of(e).kind() != Trouble.Kind.UNAVAILABLE
                        || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Waits for something that the infrastructure notices in its own time. */
    static void until(String what, BooleanSupplier happened) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                Assertions.fail(what + " did not happen within " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    /** The trouble that a call ends with. */
    static Trouble troubleOf(Callable<?> call) {
        Throwable thrown = Assertions.catchThrowable(call::call);
        Assertions.assertThat(thrown)
                .as("what a call ends with that can't succeed")
                .isInstanceOf(ApplicationFailure.class);
        return Trouble.of(thrown);
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
