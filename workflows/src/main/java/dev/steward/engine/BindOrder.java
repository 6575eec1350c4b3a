package dev.steward.engine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order for an application's access.
 *
 * @param cluster the cluster
 * @param bindingId any string of 1 to 255 characters; the name of the role follows from it
 * @param parameters what the platform sent; by {@code role} it is read-write (as without it) or read-only
 * @param expiresAt from when on it gives no access, whatever becomes of us; null: never
 */
public record BindOrder(
        ClusterView cluster,
        String bindingId,
        Map<String, Object> parameters,
        @Nullable Instant expiresAt) {

    /** An order for an access that does not end by itself. */
    public BindOrder(ClusterView cluster, String bindingId, Map<String, Object> parameters) {
        this(cluster, bindingId, parameters, null);
    }
}
