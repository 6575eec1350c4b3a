package dev.steward.broker.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** The catalog as platforms read it (OSB 2.17, Catalog Management, Response). */
public final class CatalogJson {

    private CatalogJson() {}

    /** Maps, lists, strings, numbers and booleans, always in the same order: a JSON document to be. */
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
        json.put("allow_context_updates", true);
        json.put("plan_updateable", offering.plans().stream().anyMatch(offering::isUpdateable));
        json.put("metadata", offering.metadata());
        Dashboard dashboard = offering.dashboard();
        if (dashboard != null && dashboard.client() != null) {
            json.put("dashboard_client", client(dashboard.client()));
        }
        json.put("plans", offering.plans().stream().map(p -> plan(p, offering)).toList());
        return json;
    }

    private static Map<String, Object> client(Dashboard.Client client) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", client.id());
        json.put("secret", client.secret());
        json.put("redirect_uri", client.redirectUri());
        return json;
    }

    private static Map<String, Object> plan(Plan plan, Offering offering) {
        Map<String, Object> json = named(plan.id(), plan.name(), plan.description());
        json.put("free", plan.free());
        json.put("bindable", true);
        json.put("binding_rotatable", true);
        json.put("plan_updateable", offering.isUpdateable(plan));
        json.put("maximum_polling_duration", plan.longestOperation());
        Maintenance maintenance = plan.maintenance();
        if (maintenance != null) {
            json.put("maintenance_info", info(maintenance));
        }
        json.put("schemas", plan.parameters().schemas());
        json.put("metadata", plan.metadata());
        return json;
    }

    private static Map<String, Object> info(Maintenance maintenance) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", maintenance.version());
        if (!maintenance.description().isEmpty()) {
            json.put("description", maintenance.description());
        }
        return json;
    }

    private static Map<String, Object> named(String id, String name, String description) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("name", name);
        json.put("description", description);
        return json;
    }
}
