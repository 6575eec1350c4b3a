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

    /** What a validator throws, with a sentence for the user. */
    ApplicationFailure because(String sentence) {
        return ApplicationFailure.newNonRetryableFailure(sentence, "Refusal." + name());
    }

    /** Reads what {@link #because} made, through whatever Temporal wrapped it in. */
    public static Optional<Refused> in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ApplicationFailure f) {
                for (Refusal refusal : values()) {
                    if (("Refusal." + refusal.name()).equals(f.getType())) {
                        return Optional.of(new Refused(refusal, f.getOriginalMessage()));
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
