package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.clusters.Look;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.lifecycle.Acceptance;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Service instances (OSB 2.17, Provisioning, Fetching, Updating and Deprovisioning). */
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
        Body body = Body.of(http);
        Wish wish = Wish.of(body, catalog);
        if (body.object("maintenance_info").containsKey("version")) {
            throw Rejection.unprocessable(
                    "MaintenanceInfoConflict", "The plan has no maintenance information; fetch the catalog again.");
        }
        new Parameters(http).requireAcceptsIncomplete();
        return Reply.to(
                clusters.provision(wish.plan().spec(id, wish.request())),
                Reply.gone(),
                accepted -> accepted.finished() ? Reply.of(HttpStatus.OK, Map.of()) : underway(accepted));
    }

    @GetMapping
    ResponseEntity<Object> fetch(@PathVariable("instance") String instance) {
        var absent = Reply.error(HttpStatus.NOT_FOUND, "There is no such instance, or it is not ready yet.");
        return Reply.to(clusters.look(Ids.instance(instance)), absent, look -> found(look, absent));
    }

    @PatchMapping
    ResponseEntity<Object> update(@PathVariable("instance") String instance) {
        Ids.instance(instance);
        throw Rejection.unprocessable(null, "Instances can't be updated yet: neither their plan nor parameters.");
    }

    @DeleteMapping
    ResponseEntity<Object> deprovision(@PathVariable("instance") String instance, HttpServletRequest http) {
        var id = Ids.instance(instance);
        Parameters parameters = new Parameters(http);
        parameters.requireServiceAndPlan();
        parameters.requireAcceptsIncomplete();
        return Reply.to(clusters.deprovision(id), Reply.gone(), Instances::underway);
    }

    private static ResponseEntity<Object> underway(Acceptance accepted) {
        return Reply.of(HttpStatus.ACCEPTED, Map.of("operation", accepted.operation()));
    }

    private static ResponseEntity<Object> found(Look look, ResponseEntity<Object> absent) {
        ClusterSpec spec = look.report().spec();
        if (spec == null || look.report().life() != Life.LIVE) {
            return absent;
        }
        Request request = spec.request();
        return Reply.of(
                HttpStatus.OK,
                Map.of(
                        "service_id", request.serviceId(),
                        "plan_id", request.planId(),
                        "parameters", request.parameters()));
    }
}
