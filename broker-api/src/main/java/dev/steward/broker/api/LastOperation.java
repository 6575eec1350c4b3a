package dev.steward.broker.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Progress;
import dev.steward.trouble.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is (OSB 2.17, Polling Last Operation for Service Instances).
 *
 * @param state as the specification writes it
 * @param description a sentence for the user
 * @param elapsed since it was asked for
 * @param instanceUsable of an update that failed: whether the instance serves; else null
 * @param updateRepeatable of an update that failed: whether the same may succeed later; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LastOperation(
        @JsonProperty State state,
        @JsonProperty String description,
        @JsonIgnore Duration elapsed,
        @JsonProperty("instance_usable") @Nullable Boolean instanceUsable,
        @JsonProperty("update_repeatable") @Nullable Boolean updateRepeatable) {

    private LastOperation(State state, String description, Duration elapsed) {
        this(state, description, elapsed, null, null);
    }

    /** Where an operation is. */
    enum State {
        @JsonProperty("in progress")
        IN_PROGRESS,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED
    }

    /**
     * Tells how an operation stands.
     *
     * @param progress of the work that is done for it, if any of it has begun
     */
    static LastOperation of(Operation operation, Optional<Progress> progress, Instant now) {
        Duration elapsed = Duration.between(operation.since(), now);
        if (elapsed.isNegative()) {
            elapsed = Duration.ZERO; // another machine's clock
        }
        return switch (operation.status()) {
            case SUCCEEDED -> new LastOperation(State.SUCCEEDED, operation.sentence(), elapsed);
            case FAILED -> failed(operation, elapsed);
            case IN_PROGRESS ->
                operation.goesOn(Operation.Kind.PROVISION)
                                && progress.filter(Progress::givenUp).isPresent()
                        ? new LastOperation(State.FAILED, givenUp(progress.get()), elapsed)
                        : new LastOperation(State.IN_PROGRESS, underway(operation, progress, elapsed), elapsed);
        };
    }

    private static LastOperation failed(Operation operation, Duration elapsed) {
        return operation.kind() == Operation.Kind.UPDATE
                ? new LastOperation(State.FAILED, operation.sentence(), elapsed, true, operation.repeatable())
                : new LastOperation(State.FAILED, operation.sentence(), elapsed);
    }

    /** One that is over, and of which no more is known than that it is done. */
    static LastOperation succeeded(String sentence) {
        return new LastOperation(State.SUCCEEDED, sentence, Duration.ZERO);
    }

    /** One that is over and came to nothing. */
    static LastOperation failed(String sentence) {
        return new LastOperation(State.FAILED, sentence, Duration.ZERO);
    }

    /** After how many seconds to ask again: soon at first, ever later for what takes long; 1 to 10. */
    long retryAfter() {
        return Math.clamp(elapsed.toSeconds() / 5, 1, 10);
    }

    private static String underway(Operation operation, Optional<Progress> progress, Duration elapsed) {
        String what = sentence(progress.map(Progress::step).orElse(operation.sentence()));
        String told = what + ", " + readable(elapsed) + " so far";
        return progress.map(Progress::trouble)
                .map(Trouble::forUser)
                .filter(why -> !why.isBlank())
                .map(why -> told + ". " + why)
                .orElse(told + ".");
    }

    private static String givenUp(Progress progress) {
        return Optional.ofNullable(progress.trouble())
                .map(Trouble::forUser)
                .filter(why -> !why.isBlank())
                .map(why -> "The instance could not be created. " + why)
                .orElse("The instance could not be created; what was made of it is being removed.");
    }

    /** Begins with a capital letter, and does not end yet. */
    private static String sentence(String text) {
        String begun = text.isEmpty() ? "Working" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.endsWith(".") ? begun.substring(0, begun.length() - 1) : begun;
    }

    private static String readable(Duration elapsed) {
        return elapsed.toMinutes() == 0
                ? elapsed.toSeconds() + " s"
                : elapsed.toMinutes() + " min " + elapsed.toSecondsPart() + " s";
    }
}
