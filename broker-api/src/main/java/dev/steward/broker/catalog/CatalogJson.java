package dev.steward.broker.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** The catalog as platforms read it (OSB 2.17, Catalog Management, Response). */
public final class CatalogJson {

    private CatalogJson() {}

    /** Maps, lists, strings and booleans: a JSON document to be. */
    public static Map<String, Object> of(Catalog catalog) {
        return Map.of(
                "services",
                catalog.offerings().stream().map(CatalogJson::offering).toList());
    }

    private static Map<String, Object> offering(Offering offering) {
        Map<String, Object> json = named(offering.id(), offering.name(), offering.description());
        json.put("tags", offering.tags());
        json.put("bindable", true);
        json.put("instances_retrievable", true);
        json.put("bindings_retrievable", true);
        json.put("plan_updateable", false);
        json.put("metadata", offering.metadata());
        json.put("plans", offering.plans().stream().map(CatalogJson::plan).toList());
        return json;
    }

    private static Map<String, Object> plan(Plan plan) {
        Map<String, Object> json = named(plan.id(), plan.name(), plan.description());
        json.put("free", plan.free());
        json.put("bindable", true);
        json.put("binding_rotatable", false);
        json.put("plan_updateable", false);
        json.put("schemas", schemas());
        json.put("metadata", plan.metadata());
        return json;
    }

    /** No parameters are taken yet, and platforms can know it beforehand (OSB 2.17, Schemas Object). */
    private static Map<String, Object> schemas() {
        Map<String, Object> none = Map.of(
                "parameters",
                Map.of(
                        "$schema",
                        "http://json-schema.org/draft-04/schema#",
                        "type",
                        "object",
                        "additionalProperties",
                        false));
        return Map.of("service_instance", Map.of("create", none), "service_binding", Map.of("create", none));
    }

    private static Map<String, Object> named(String id, String name, String description) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("name", name);
        json.put("description", description);
        return json;
    }
}
