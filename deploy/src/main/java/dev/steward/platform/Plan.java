package dev.steward.platform;

/**
 * A plan of the catalog.
 *
 * @param serviceId the id of its service
 * @param id its id
 * @param name by which people know it, {@code cluster-small}
 * @param edition the version of its maintenance_info; empty when it names none
 */
public record Plan(String serviceId, String id, String name, String edition) {}
