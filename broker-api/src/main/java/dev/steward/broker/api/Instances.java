package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.Dashboard;
import dev.steward.broker.catalog.Offering;
import dev.steward.broker.clusters.Clusters;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.lifecycle.Acceptance;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Report;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Service instances (OSB 2.17, Provisioning, Fetching and Deprovisioning). */
@RestController
@RequestMapping("/v2/service_instances/{instance}")
public final class Instances {

    private final Catalog catalog;
    private final Clusters clusters;

    public Instances(Catalog catalog, Clusters clusters) {
        this.catalog = catalog;
        this.clusters = clusters;
    }

    @PutMapping
    ResponseEntity<Object> provision(@PathVariable("instance") String instance, HttpServletRequest http)
            throws IOException {
        var id = Ids.instance(instance);
        Wish wish = Wish.ofInstance(Body.of(http), catalog, OriginatingIdentity.of(http));
        new Parameters(http).requireAcceptsIncomplete();
        return Reply.to(
                clusters.provision(wish.plan().spec(id, wish.request()), wish.quotas(catalog.quotas())),
                Reply.gone(),
                accepted -> accepted(accepted, shownAt(id, wish.offering())));
    }

    @GetMapping
    ResponseEntity<Object> fetch(@PathVariable("instance") String instance) {
        var absent = Reply.error(HttpStatus.NOT_FOUND, "There is no such instance, or it is not ready yet.");
        return Reply.to(clusters.report(Ids.instance(instance)), absent, report -> found(report, absent));
    }

    @DeleteMapping
    ResponseEntity<Object> deprovision(@PathVariable("instance") String instance, HttpServletRequest http) {
        var id = Ids.instance(instance);
        Parameters parameters = new Parameters(http);
        parameters.requireServiceAndPlan();
        parameters.requireAcceptsIncomplete();
        return Reply.to(
                clusters.deprovision(id, OriginatingIdentity.of(http)),
                Reply.gone(),
                accepted -> accepted(accepted, Map.of()));
    }

    private static ResponseEntity<Object> accepted(Acceptance accepted, Map<String, Object> shown) {
        if (accepted.finished()) {
            return Reply.of(HttpStatus.OK, shown);
        }
        Map<String, Object> body = new LinkedHashMap<>(shown);
        body.put("operation", accepted.operation());
        return Reply.of(HttpStatus.ACCEPTED, body);
    }

    private static Map<String, Object> shownAt(ClusterId id, Offering offering) {
        Dashboard dashboard = offering.dashboard();
        return dashboard == null ? Map.of() : Map.of("dashboard_url", dashboard.of(id));
    }

    private ResponseEntity<Object> found(Report report, ResponseEntity<Object> absent) {
        ClusterSpec spec = report.spec();
        if (spec == null || report.life() != Life.LIVE) {
            return absent;
        }
        if (report.goesOn(Operation.Kind.UPDATE)) {
            throw Rejection.unprocessable("ConcurrencyError", "The instance is being updated.");
        }
        return Reply.of(HttpStatus.OK, found(spec));
    }

    private Map<String, Object> found(ClusterSpec spec) {
        Request request = spec.request();
        Optional<Offering> offering = catalog.offering(request.serviceId());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("service_id", request.serviceId());
        body.put("plan_id", request.planId());
        offering.ifPresent(o -> body.putAll(shownAt(spec.id(), o)));
        body.put("parameters", request.parameters());
        if (!spec.edition().isEmpty()) {
            body.put("maintenance_info", Map.of("version", spec.edition()));
        }
        body.put("metadata", Map.of("labels", Map.of("version", spec.version(), "nodes", spec.nodes() + "")));
        return body;
    }
}
