package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.Offering;
import dev.steward.broker.catalog.Plan;
import dev.steward.broker.clusters.Answer;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.parameters.EngineParameters;
import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.lifecycle.Acceptance;
import dev.steward.lifecycle.Alteration;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.SearchAttributes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changes of service instances (OSB 2.17, Updating a Service Instance). What a request does not name stays as it is; a
 * parameter that it names replaces what was asked for under its name; one that the new plan does not know falls away.
 */
@RestController
public final class Updates {

    private final Catalog catalog;
    private final Clusters clusters;

    public Updates(Catalog catalog, Clusters clusters) {
        this.catalog = catalog;
        this.clusters = clusters;
    }

    @PatchMapping("/v2/service_instances/{instance}")
    ResponseEntity<Object> update(@PathVariable("instance") String instance, HttpServletRequest http)
            throws IOException {
        ClusterId id = Ids.instance(instance);
        Body body = Body.of(http);
        Caller caller = OriginatingIdentity.of(http);
        Parameters parameters = new Parameters(http);
        parameters.acceptsIncomplete(); // has to be well-formed
        Offering offering = Wish.offering(body.text("service_id"), catalog);
        body.optionalText("plan_id").ifPresent(planId -> Wish.plan(planId, offering));
        Map<String, Object> context = Wish.context(body);
        var absent = Reply.error(HttpStatus.NOT_FOUND, "There is no such instance.");
        Answer<Acceptance> answer = clusters.report(id).then(report -> {
            ClusterSpec known = known(report);
            Plan plan = plan(body, offering, known);
            Wish.requireCurrent(body, plan);
            Request asked = asked(body, offering, plan, known.request(), context, caller);
            ClusterSpec wanted = wanted(body, plan, known, plan.spec(id, asked));
            if (!known.isTheSameAs(wanted) || report.goesOn(Operation.Kind.UPDATE)) {
                parameters.requireAcceptsIncomplete();
            }
            boolean moves = !plan.id().equals(known.request().planId());
            return clusters.update(id, new Alteration(known.request(), wanted), moves ? Wish.ofPlan(plan) : List.of());
        });
        return Reply.to(answer, absent, Updates::accepted);
    }

    private static Request asked(
            Body body, Offering offering, Plan plan, Request known, Map<String, Object> context, Caller caller) {
        Map<String, Object> parameters = new LinkedHashMap<>(plan.parameters().knownOf(known.parameters()));
        parameters.putAll(body.object("parameters"));
        Wish.require(plan.parameters().instance(), parameters);
        return new Request(offering.id(), plan.id(), parameters, told(context, known.context()), caller);
    }

    /** A context replaces the former; the organisation and the space stay when it does not name them. */
    private static Map<String, Object> told(Map<String, Object> now, Map<String, Object> before) {
        Map<String, Object> context = new LinkedHashMap<>(before);
        if (!now.isEmpty()) {
            context.keySet().retainAll(SearchAttributes.keysOfOwners());
            context.putAll(now);
        }
        return context;
    }

    /**
     * Where its machines are if the plan has them there, on disks as large as they were made if the plan stays; of another
     * edition only if that, or another plan, is asked for.
     */
    private static ClusterSpec wanted(Body body, Plan plan, ClusterSpec known, ClusterSpec ofPlan) {
        boolean staysThere = plan.infrastructures().contains(known.infrastructure());
        boolean isOfThePlan = plan.id().equals(known.request().planId());
        ClusterSpec there = staysThere ? ofPlan.on(known.infrastructure()) : ofPlan;
        ClusterSpec wanted = (isOfThePlan ? there.onDisksOf(known.diskGib()) : there)
                .ofEdition(isOfThePlan && Wish.edition(body).isEmpty() ? known.edition() : plan.edition());
        EngineParameters.of(plan.engine()).violation(known, wanted).ifPresent(violation -> {
            throw Rejection.badRequest("In parameters, " + violation + ".");
        });
        return wanted;
    }

    private static ResponseEntity<Object> accepted(Acceptance accepted) {
        return accepted.finished() ? Reply.of(HttpStatus.OK, Map.of()) : Reply.underway(accepted.operation());
    }

    private static ClusterSpec known(Report report) {
        ClusterSpec spec = report.spec();
        if (spec == null || report.life() == Life.FAILED) {
            throw Rejection.unprocessable(null, "The instance could not be created, and can only be deleted.");
        }
        if (report.life() != Life.LIVE) {
            throw Rejection.unprocessable("ConcurrencyError", "The instance is being created or deleted.");
        }
        return spec;
    }

    private static Plan plan(Body body, Offering offering, ClusterSpec known) {
        if (!offering.id().equals(known.request().serviceId())) {
            throw Rejection.badRequest("The instance is of another service than service_id says.");
        }
        return Wish.plan(body.optionalText("plan_id").orElse(known.request().planId()), offering);
    }
}
