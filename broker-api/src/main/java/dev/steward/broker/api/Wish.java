package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.Maintenance;
import dev.steward.broker.catalog.Offering;
import dev.steward.broker.catalog.Plan;
import dev.steward.broker.catalog.Quotas;
import dev.steward.broker.clusters.Quota;
import dev.steward.broker.parameters.PlanParameters;
import dev.steward.broker.parameters.Shape.Fields;
import dev.steward.broker.parameters.Violation;
import dev.steward.cluster.Caller;
import dev.steward.cluster.Request;
import dev.steward.lifecycle.SearchAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a provision or a bind asks for, checked against the catalog.
 *
 * @param offering which is meant
 * @param plan which is meant
 * @param request in the platform's own words
 */
record Wish(Offering offering, Plan plan, Request request) {

    /** Word for word: the client of the Kubernetes service catalog recognises the error by it. */
    private static final String REQUIRES_APP =
            "This service supports generation of credentials through binding an application only.";

    /** So many rules that are broken are told at once. */
    private static final int MOST = 20;

    /**
     * Reads what an instance is to be.
     *
     * @throws Rejection when the service or the plan is not known, a field has the wrong type, or a parameter breaks a
     *     rule
     */
    static Wish ofInstance(Body body, Catalog catalog, Caller caller) {
        Wish wish = of(body, catalog, caller);
        require(wish.plan.parameters().instance(), wish.request.parameters());
        requireCurrent(body, wish.plan);
        return wish;
    }

    /** Reads what a binding is to be, as {@link #ofInstance} does. */
    static Wish ofBinding(Body body, Catalog catalog, Caller caller) {
        Wish wish = of(body, catalog, caller);
        require(wish.plan.parameters().binding(), wish.request.parameters());
        boolean app = body.optionalText("app_guid").isPresent();
        if (!(body.object("bind_resource").get("app_guid") instanceof String) && !app && wish.plan.requiresApp()) {
            throw Rejection.unprocessable("RequiresApp", REQUIRES_APP);
        }
        return wish;
    }

    /** To what an instance of it is subject. */
    List<Quota> quotas(Quotas all) {
        List<Quota> quotas = new ArrayList<>(ofPlan(plan));
        String organization = SearchAttributes.organization(request);
        if (all.perOrganization() != null && !organization.isEmpty()) {
            quotas.add(Quota.ofOrganization(organization, all.perOrganization()));
        }
        if (all.instances() != null) {
            quotas.add(Quota.ofAll(all.instances()));
        }
        return quotas;
    }

    static List<Quota> ofPlan(Plan plan) {
        return plan.quota() == null ? List.of() : List.of(Quota.ofPlan(plan.name(), plan.quota()));
    }

    private static Wish of(Body body, Catalog catalog, Caller caller) {
        String serviceId = body.text("service_id");
        String planId = body.text("plan_id");
        Offering offering = offering(serviceId, catalog);
        Plan plan = plan(planId, offering);
        Request request = new Request(offering.id(), plan.id(), body.object("parameters"), context(body), caller);
        return new Wish(offering, plan, request);
    }

    static Offering offering(String id, Catalog catalog) {
        return catalog.offering(id)
                .orElseThrow(() -> Rejection.badRequest("There is no service with the service_id given."));
    }

    static Plan plan(String id, Offering offering) {
        return offering.plan(id)
                .orElseThrow(() -> Rejection.badRequest(
                        "The service " + offering.name() + " has no plan with the plan_id given."));
    }

    /** What old platforms say beside the context belongs to it. */
    static Map<String, Object> context(Body body) {
        Map<String, Object> context = new LinkedHashMap<>();
        body.optionalText("organization_guid").ifPresent(guid -> context.put("organization_guid", guid));
        body.optionalText("space_guid").ifPresent(guid -> context.put("space_guid", guid));
        context.putAll(body.object("context"));
        return context;
    }

    static void require(Fields rules, Map<String, Object> parameters) {
        List<Violation> violations = PlanParameters.violations(rules, parameters);
        if (!violations.isEmpty()) {
            String more = violations.size() > MOST ? "; and " + (violations.size() - MOST) + " more" : "";
            throw Rejection.badRequest(violations.stream()
                    .limit(MOST)
                    .map(Violation::toString)
                    .collect(Collectors.joining("; ", "In parameters, ", more + ".")));
        }
    }

    /** A platform that knows of another edition than is offered now would get another than it expects. */
    static void requireCurrent(Body body, Plan plan) {
        Maintenance offered = plan.maintenance();
        edition(body)
                .filter(asked -> offered == null || !asked.equals(offered.version()))
                .ifPresent(asked -> {
                    throw Rejection.unprocessable(
                            "MaintenanceInfoConflict",
                            "The maintenance information of the plan is not, or no more, what the request says; fetch"
                                    + " the catalog again.");
                });
    }

    /** The edition that is asked for by name. */
    static Optional<String> edition(Body body) {
        Object asked = body.object("maintenance_info").get("version");
        if (asked != null && !(asked instanceof String)) {
            throw Rejection.badRequest("The field maintenance_info.version has to be a string.");
        }
        return Optional.ofNullable((String) asked);
    }
}
