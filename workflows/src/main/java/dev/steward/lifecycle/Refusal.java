package dev.steward.lifecycle;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Why a request is not taken. Nothing was recorded of it. */
public enum Refusal {
    /** The id is taken by something that was asked for differently. */
    CONFLICT,
    /** Something else is being done to the instance; the same request can be taken later. */
    BUSY,
    /** There is no such thing, or no more. */
    GONE,
    /** The instance can't serve this: it was never made, or it is being removed. */
    UNUSABLE;

    private static final String SEPARATOR = ": ";

    /** What a validator throws, with a sentence for the user. Of a rejected update only the message comes through. */
    ApplicationFailure because(String sentence) {
        return ApplicationFailure.newNonRetryableFailure(name() + SEPARATOR + sentence, "Refusal");
    }

    /** Reads what {@link #because} made, through whatever Temporal wrapped it in. */
    public static Optional<Refused> in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ApplicationFailure f) {
                String message = f.getOriginalMessage();
                for (Refusal refusal : values()) {
                    String prefix = refusal.name() + SEPARATOR;
                    if (message.startsWith(prefix)) {
                        return Optional.of(new Refused(refusal, message.substring(prefix.length())));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A refusal that was read.
     *
     * @param refusal which
     * @param sentence for the user
     */
    public record Refused(Refusal refusal, String sentence) {}
}
