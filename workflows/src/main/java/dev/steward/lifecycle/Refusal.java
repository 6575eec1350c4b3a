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
    /** The instance can't serve this, now or later: it was never made, or the request does not fit it. */
    UNUSABLE,
    /** It names something that is not so, or not there. */
    MISTAKEN,
    /** It can't become what is wanted, now or later. */
    UNCHANGEABLE;

    private static final String SEPARATOR = ": ";

    /**
     * What is thrown, with a sentence for the user. Of a rejected update only the message comes through. A validator
     * throws it through {@link #validating}.
     */
    ApplicationFailure because(String sentence) {
        return ApplicationFailure.newNonRetryableFailure(name() + SEPARATOR + sentence, "Refusal");
    }

    /**
     * Has a validator's refusal arrive at whoever asked. Thrown by a validator as it is (not so by a handler), Temporal's
     * SDK 1.38 takes it for the end of the workflow and converts it twice: its type is lost and, where failures are
     * encrypted, its message too ({@code Encoded failure}).
     */
    public static void validating(Runnable validator) {
        try {
            validator.run();
        } catch (ApplicationFailure refusal) {
            throw new InValidator(refusal.getOriginalMessage());
        }
    }

    /** Nothing that Temporal knows, so it is converted once. */
    private static final class InValidator extends RuntimeException {
        private static final long serialVersionUID = 1;

        InValidator(String message) {
            super(message);
        }
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
