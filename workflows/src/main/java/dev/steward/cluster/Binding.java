package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application's access to the cluster.
 *
 * @param id the platform's binding id, any string of 1 to 255 characters
 * @param request what the platform asked for
 * @param credentials what it was answered; holds a password and is never printed
 * @param predecessor the binding whose successor it is, by rotation; null when it is nobody's
 * @param expiresAt when it ends by itself; null: never
 * @param renewBefore when it should have been renewed; null when it does not end
 * @param expired whether it has ended by itself, and gives access no more
 */
public record Binding(
        String id,
        Request request,
        Map<String, Object> credentials,
        @Nullable String predecessor,
        @Nullable Instant expiresAt,
        @Nullable Instant renewBefore,
        boolean expired) {

    /** One that does not end by itself and is nobody's successor. */
    public Binding(String id, Request request, Map<String, Object> credentials) {
        this(id, request, credentials, null, null, null, false);
    }

    /** One that is asked for, and not made yet. */
    public static Binding ordered(String id, Request request, @Nullable String predecessor, Instant now) {
        Duration life = request.parameters().get("expires_in") instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : Duration.ZERO;
        return life.isZero()
                ? new Binding(id, request, Map.of(), predecessor, null, null, false)
                : new Binding(
                        id,
                        request,
                        Map.of(),
                        predecessor,
                        now.plus(life),
                        now.plus(life.multipliedBy(4).dividedBy(5)),
                        false);
    }

    /** It has been made. */
    public Binding with(Map<String, Object> made) {
        return new Binding(id, request, made, predecessor, expiresAt, renewBefore, expired);
    }

    /** Whether it was made is not known, and nobody has its credentials. */
    public Binding abandoned(Instant now) {
        return new Binding(id, request, Map.of(), predecessor, now, null, false);
    }

    /** Whether it was made. */
    @JsonIgnore
    public boolean isWhole() {
        return !credentials.isEmpty();
    }

    /** It has ended by itself. */
    public Binding ended() {
        return new Binding(id, request, credentials, predecessor, expiresAt, renewBefore, true);
    }

    /** Whether it has to end now. */
    public boolean isDue(Instant now) {
        return !expired && expiresAt != null && !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Binding[" + id + "]";
    }
}
