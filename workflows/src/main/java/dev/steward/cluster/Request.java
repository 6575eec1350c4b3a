package dev.steward.cluster;

import java.util.Map;

/**
 * What the platform asked for, in its own words: by it a repeated request is told from a different one.
 *
 * @param serviceId the service's id in the catalog
 * @param planId the plan's id in the catalog
 * @param parameters as sent, parsed JSON
 * @param context as sent, parsed JSON: platform, organisation, space, names; not part of what makes a request different
 */
public record Request(String serviceId, String planId, Map<String, Object> parameters, Map<String, Object> context) {

    /** The same without what only describes who asks: there may be a lot of it. */
    public Request withoutContext() {
        return new Request(serviceId, planId, parameters, Map.of());
    }

    public boolean asksTheSameAs(Request other) {
        return serviceId.equals(other.serviceId) && planId.equals(other.planId) && parameters.equals(other.parameters);
    }
}
