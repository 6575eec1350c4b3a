package dev.steward.machines;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How long something is waited for that an infrastructure does in its own time, and tells nobody of. It is looked at
 * again and again, at first soon, then ever less often: looks are calls, and calls are counted.
 *
 * @param limit after which it is given up
 */
public record Patience(Duration limit) {

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMillis(500);

    public static Patience ofSeconds(int seconds) {
        return new Patience(Duration.ofSeconds(seconds));
    }

    /** What is seen at last; nothing when it is not seen in time. */
    public <R> Optional<R> seek(Supplier<Optional<R>> look) {
        long end = System.nanoTime() + limit.toNanos();
        Duration pause = SHORTEST;
        Optional<R> seen = look.get();
        while (seen.isEmpty() && System.nanoTime() < end) {
            rest(pause);
            pause = shorter(pause.multipliedBy(2), LONGEST);
            seen = look.get();
        }
        return seen;
    }

    /**
     * The same for what has to come.
     *
     * @param what for the operator: {@code volume x is free}
     * @throws ApplicationFailure UNAVAILABLE when it is not seen in time
     */
    public <R> R await(String what, Supplier<Optional<R>> look) {
        return seek(look).orElseThrow(() -> Mishap.slow(what + " has not happened after " + limit.toSeconds() + " s"));
    }

    /** The same for what is either so or not. */
    public void until(String what, BooleanSupplier happened) {
        await(what, () -> happened.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    /**
     * Does nothing for a while.
     *
     * @throws ApplicationFailure UNAVAILABLE when the worker stops meanwhile
     */
    public static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.unavailable("It was interrupted.", "the worker stops").failure(e);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
