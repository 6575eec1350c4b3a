package dev.steward.cluster;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the platform asked for, in its own words: by it a repeated request is told from a different one.
 *
 * @param serviceId the service's id in the catalog
 * @param planId the plan's id in the catalog
 * @param parameters as sent, parsed JSON
 * @param context as sent, parsed JSON: platform, organisation, space, names; not part of what makes a request different
 * @param caller who asked; not part of it either
 */
public record Request(
        String serviceId, String planId, Map<String, Object> parameters, Map<String, Object> context, Caller caller) {

    public Request {
        caller = known(caller);
    }

    /** A request of nobody in particular. */
    public Request(String serviceId, String planId, Map<String, Object> parameters, Map<String, Object> context) {
        this(serviceId, planId, parameters, context, Caller.UNNAMED);
    }

    private static Caller known(@Nullable Caller caller) {
        return caller == null ? Caller.UNNAMED : caller; // recorded before callers were
    }

    /** The same without what only describes who asks: there may be a lot of it. */
    public Request withoutContext() {
        return new Request(serviceId, planId, parameters, Map.of(), caller);
    }

    /** The same request, of which the platform now tells this. */
    public Request in(Map<String, Object> told) {
        return new Request(serviceId, planId, parameters, told, caller);
    }

    /** The same request, by this one. */
    public Request by(Caller other) {
        return new Request(serviceId, planId, parameters, context, other);
    }

    public boolean asksTheSameAs(Request other) {
        return isOfTheSamePlanAs(other) && parameters.equals(other.parameters);
    }

    public boolean isOfTheSamePlanAs(Request other) {
        return serviceId.equals(other.serviceId) && planId.equals(other.planId);
    }

    /** What the context says under the first of these keys that it has as a text; empty when it has none. */
    public String told(String... keys) {
        for (String key : keys) {
            if (context.get(key) instanceof String text) {
                return text;
            }
        }
        return "";
    }
}
