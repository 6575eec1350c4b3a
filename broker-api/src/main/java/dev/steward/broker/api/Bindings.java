package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.clusters.Answer;
import dev.steward.broker.clusters.BindingsOfClusters;
import dev.steward.cluster.Binding;
import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterId;
import dev.steward.lifecycle.BindingReport;
import dev.steward.lifecycle.Bound;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Rotation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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

/**
 * Service bindings (OSB 2.17, Binding, Rotation, Fetching and Unbinding). They are made and removed while the platform
 * waits; what takes longer goes on without it, if it can wait.
 */
@RestController
@RequestMapping("/v2/service_instances/{instance}/service_bindings/{binding}")
public final class Bindings {

    private final Catalog catalog;
    private final BindingsOfClusters clusters;

    public Bindings(Catalog catalog, BindingsOfClusters clusters) {
        this.catalog = catalog;
        this.clusters = clusters;
    }

    @PutMapping
    ResponseEntity<Object> bind(
            @PathVariable("instance") String instance, @PathVariable("binding") String binding, HttpServletRequest http)
            throws IOException {
        var id = Ids.instance(instance);
        var bindingId = Ids.binding(binding);
        Body body = Body.of(http);
        Caller caller = OriginatingIdentity.of(http);
        boolean patient = new Parameters(http).acceptsIncomplete();
        Optional<String> predecessor = body.optionalText("predecessor_binding_id");
        Answer<Optional<Bound>> answer = predecessor.isPresent()
                ? clusters.rotate(id, bindingId, new Rotation(predecessor.get(), caller), patient)
                : clusters.bind(
                        id, bindingId, Wish.ofBinding(body, catalog, caller).request(), patient);
        return Reply.to(
                answer,
                Reply.error(HttpStatus.NOT_FOUND, "There is no such instance."),
                bound -> bound.map(b -> made(b, http)).orElseGet(() -> Reply.underway("bind")));
    }

    private static ResponseEntity<Object> made(Bound bound, HttpServletRequest http) {
        return Reply.of(bound.existed() ? HttpStatus.OK : HttpStatus.CREATED, Credentials.of(bound.binding(), http));
    }

    @GetMapping
    ResponseEntity<Object> fetch(
            @PathVariable("instance") String instance,
            @PathVariable("binding") String binding,
            HttpServletRequest http) {
        var absent = Reply.error(HttpStatus.NOT_FOUND, "There is no such binding, or it is not ready yet.");
        return Reply.to(
                clusters.binding(Ids.instance(instance), Ids.binding(binding)),
                absent,
                found -> Optional.ofNullable(found.binding())
                        .map(b -> fetched(b, http))
                        .orElse(absent));
    }

    private static ResponseEntity<Object> fetched(Binding binding, HttpServletRequest http) {
        Map<String, Object> body = Credentials.of(binding, http);
        body.put("parameters", binding.request().parameters());
        return Reply.of(HttpStatus.OK, body);
    }

    @DeleteMapping
    ResponseEntity<Object> unbind(
            @PathVariable("instance") String instance,
            @PathVariable("binding") String binding,
            HttpServletRequest http) {
        var id = Ids.instance(instance);
        var bindingId = Ids.binding(binding);
        Parameters parameters = new Parameters(http);
        if (!parameters.namesServiceAndPlan() && isUnknown(id, bindingId)) {
            return Reply.gone(); // it is more to be told that it is gone than that the request lacks something
        }
        parameters.requireServiceAndPlan();
        return Reply.to(
                clusters.unbind(id, bindingId, OriginatingIdentity.of(http), parameters.acceptsIncomplete()),
                Reply.gone(),
                done -> done.isPresent() ? Reply.of(HttpStatus.OK, Map.of()) : Reply.underway("unbind"));
    }

    private boolean isUnknown(ClusterId id, String bindingId) {
        return switch (clusters.binding(id, bindingId)) {
            case Answer.Given<BindingReport>(var report) ->
                report.binding() == null && !report.goesOn(Operation.Kind.BIND);
            case Answer.Unknown<BindingReport>() -> true;
            case Answer.Deleted<BindingReport>() -> true;
            case Answer.Refused<BindingReport> refused -> false;
            case Answer.Failed<BindingReport> failed -> false;
        };
    }
}
