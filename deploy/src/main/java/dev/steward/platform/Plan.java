package dev.steward.platform;

/**
 * A plan of the catalog.
 *
 * @param serviceId the id of its service
 * @param id its id
 * @param name by which people know it, {@code cluster-small}
 */
public record Plan(String serviceId, String id, String name) {}
