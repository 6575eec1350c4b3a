package dev.steward.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * A fault at its time.
 *
 * @param at when, since the episode began
 * @param fault what
 * @param lasting for how long until it is mended; zero when that is left to Steward
 */
public record Strike(Duration at, Fault fault, Duration lasting) {

    /** A strike that is not mended. */
    static Strike at(long millis, Fault fault) {
        return new Strike(Duration.ofMillis(millis), fault, Duration.ZERO);
    }

    /** The same fault, mended after a time. */
    Strike lasting(long millis) {
        return new Strike(at, fault, Duration.ofMillis(millis));
    }

    @Override
    public String toString() {
        String end = lasting.isZero() ? "" : String.format(Locale.ROOT, " for %.1f s", lasting.toMillis() / 1000.0);
        return String.format(Locale.ROOT, "at %.1f s %s%s", at.toMillis() / 1000.0, fault.told(), end);
    }
}
