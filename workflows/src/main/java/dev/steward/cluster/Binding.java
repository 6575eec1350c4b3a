package dev.steward.cluster;

import java.util.Map;

/**
 * An application's access to the cluster.
 *
 * @param id the platform's binding id, any string of 1 to 255 characters
 * @param request what the platform asked for
 * @param credentials what it was answered; holds a password and is never printed
 */
public record Binding(String id, Request request, Map<String, Object> credentials) {
    @Override
    public String toString() {
        return "Binding[" + id + "]";
    }
}
