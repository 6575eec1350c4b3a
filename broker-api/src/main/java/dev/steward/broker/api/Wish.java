package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.Offering;
import dev.steward.broker.catalog.Plan;
import dev.steward.cluster.Request;

/**
 * What a provision or a bind asks for, checked against the catalog.
 *
 * @param plan which is meant
 * @param request in the platform's own words
 */
record Wish(Plan plan, Request request) {

    /**
     * Reads a wish.
     *
     * @throws Rejection when the service or the plan is not known, a field has the wrong type, or there is a parameter:
     *     none is known yet
     */
    static Wish of(Body body, Catalog catalog) {
        String serviceId = body.text("service_id");
        String planId = body.text("plan_id");
        body.optionalText("organization_guid");
        body.optionalText("space_guid");
        Offering offering = catalog.offering(serviceId)
                .orElseThrow(() -> Rejection.badRequest("There is no service with the service_id given."));
        Plan plan = offering.plan(planId)
                .orElseThrow(() -> Rejection.badRequest(
                        "The service " + offering.name() + " has no plan with the plan_id given."));
        var parameters = body.object("parameters");
        if (!parameters.isEmpty()) {
            throw Rejection.badRequest("Unknown parameter '"
                    + parameters.keySet().iterator().next() + "': this plan takes no parameters.");
        }
        return new Wish(plan, new Request(serviceId, planId, parameters, body.object("context")));
    }
}
