package dev.steward.tour;

import dev.steward.instances.Instances;
import dev.steward.lab.Lab;
import dev.steward.platform.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a tour has at hand.
 *
 * @param platform to order and bind
 * @param lab to break machines
 * @param instances to see how an instance is: the platform's API does not tell
 * @param story to tell
 * @param checkout gives back what was ordered, whatever happens
 * @param disks the folder of disk files
 * @param temporalUi the address of the Temporal UI; empty when there is none
 */
public record Guide(
        Platform platform,
        Lab lab,
        Instances instances,
        Story story,
        Checkout checkout,
        Path disks,
        String temporalUi) {

    private static final Duration LOOK = Duration.ofMillis(100);

    Unmet unmet(String expected, String seen, String instance) {
        String ui = temporalUi.isEmpty() ? "" : ", and workflow cluster/" + instance + " at " + temporalUi;
        return new Unmet(expected, seen, "deploy/steward logs" + ui);
    }

    /** Looks again and again until there is something to see, or the time is up. */
    public static <T> Optional<T> watchFor(Duration limit, Supplier<Optional<T>> look) {
        Instant end = Instant.now().plus(limit);
        Optional<T> seen = look.get();
        while (seen.isEmpty() && Instant.now().isBefore(end)) {
            rest(LOOK);
            seen = look.get();
        }
        return seen;
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
