package dev.steward.trouble;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a step did not succeed, in two voices.
 *
 * @param kind whether trying again can help
 * @param forUser one sentence for whoever asked: what it means for the request; free of secrets and of names of ours
 * @param forOperator one sentence with the evidence; free of secrets
 */
public record Trouble(Kind kind, String forUser, String forOperator) {

    /** What trying again can do about it. */
    public enum Kind {
        /** The other side did not answer, or not in time: it may the next time. */
        UNAVAILABLE,
        /** The infrastructure has no room now, or a quota is used up. */
        NO_CAPACITY,
        /** Something an operator has to set right (image, credentials, rights): it can come right while we wait. */
        MISCONFIGURED,
        /** A node has seen a later epoch than the one the act carried: whoever acts has been overtaken. Final. */
        STALE_EPOCH,
        /** It can never succeed as asked. Final. */
        IMPOSSIBLE;

        boolean isFinal() {
            return this == STALE_EPOCH || this == IMPOSSIBLE;
        }
    }

    public Trouble {
        Objects.requireNonNull(kind);
    }

    public static Trouble unavailable(String forUser, String forOperator) {
        return new Trouble(Kind.UNAVAILABLE, forUser, forOperator);
    }

    public static Trouble noCapacity(String forUser, String forOperator) {
        return new Trouble(Kind.NO_CAPACITY, forUser, forOperator);
    }

    public static Trouble misconfigured(String forUser, String forOperator) {
        return new Trouble(Kind.MISCONFIGURED, forUser, forOperator);
    }

    public static Trouble impossible(String forUser, String forOperator) {
        return new Trouble(Kind.IMPOSSIBLE, forUser, forOperator);
    }

    public static Trouble staleEpoch(String forOperator) {
        return new Trouble(Kind.STALE_EPOCH, "A newer action has taken over.", forOperator);
    }

    /** What an activity throws. Temporal does not retry the final kinds. */
    public ApplicationFailure failure(@Nullable Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setType(kind.name())
                .setMessage(forOperator)
                .setDetails(forUser)
                .setNonRetryable(kind.isFinal())
                .setCause(cause)
                .build();
    }

    public ApplicationFailure failure() {
        return failure(null);
    }

    @JsonIgnore
    public boolean isFinal() {
        return kind.isFinal();
    }

    /** Reads what {@link #failure} wrote, through whatever Temporal wrapped it in. */
    public static Trouble of(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ApplicationFailure f) {
                return of(f);
            }
            if (t instanceof TimeoutFailure f) {
                return unavailable(
                        "A step took longer than it may; it is tried again.",
                        name(thrown) + " timed out (" + f.getTimeoutType() + ")");
            }
        }
        return unavailable("An unexpected error occurred; it is tried again.", name(thrown) + ": " + thrown);
    }

    private static Trouble of(ApplicationFailure f) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(f.getType())) {
                String forUser = f.getDetails().getSize() > 0 ? f.getDetails().get(String.class) : "";
                return new Trouble(kind, forUser, f.getOriginalMessage());
            }
        }
        return unavailable(
                "An unexpected error occurred; it is tried again.", f.getType() + ": " + f.getOriginalMessage());
    }

    private static String name(Throwable thrown) {
        return thrown instanceof ActivityFailure a
                ? a.getActivityType()
                : thrown.getClass().getSimpleName();
    }
}
