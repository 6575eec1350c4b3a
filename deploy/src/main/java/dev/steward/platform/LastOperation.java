package dev.steward.platform;

import java.time.Duration;

/**
 * How far the broker is.
 *
 * @param state as OSB 2.17, "Polling Last Operation", defines it
 * @param description for the user; empty when the broker gives none
 * @param askAgain after how long the broker wants to be asked again
 */
public record LastOperation(State state, String description, Duration askAgain) {

    /** How it stands. */
    public enum State {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED;

        static State of(String word) {
            return switch (word) {
                case "in progress" -> IN_PROGRESS;
                case "succeeded" -> SUCCEEDED;
                case "failed" -> FAILED;
                default ->
                    throw new BrokerError(200, "", "last_operation says '" + word + "', which is no state of OSB");
            };
        }
    }
}
