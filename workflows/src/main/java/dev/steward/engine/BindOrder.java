package dev.steward.engine;

import java.util.Map;

/**
 * An order for an application's access.
 *
 * @param cluster the cluster
 * @param bindingId any string of 1 to 255 characters; the name of the role follows from it
 * @param parameters what the platform sent
 */
public record BindOrder(ClusterView cluster, String bindingId, Map<String, Object> parameters) {}
