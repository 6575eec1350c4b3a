package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.clusters.Clusters;
import dev.steward.cluster.Binding;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Service bindings, made and removed while the platform waits (OSB 2.17, Binding and Unbinding). */
@RestController
@RequestMapping("/v2/service_instances/{instance}/service_bindings/{binding}")
public final class Bindings {

    private final Catalog catalog;
    private final Clusters clusters;

    public Bindings(Catalog catalog, Clusters clusters) {
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
        Wish wish = Wish.of(body, catalog);
        body.optionalText("app_guid");
        body.object("bind_resource");
        return Reply.to(
                clusters.bind(id, bindingId, wish.request()),
                Reply.error(HttpStatus.NOT_FOUND, "There is no such instance."),
                bound -> Reply.of(bound.existed() ? HttpStatus.OK : HttpStatus.CREATED, access(bound.binding())));
    }

    @GetMapping
    ResponseEntity<Object> fetch(@PathVariable("instance") String instance, @PathVariable("binding") String binding) {
        var absent = Reply.error(HttpStatus.NOT_FOUND, "There is no such binding.");
        return Reply.to(
                clusters.binding(Ids.instance(instance), Ids.binding(binding)),
                absent,
                found -> found.map(b -> Reply.of(HttpStatus.OK, withParameters(b)))
                        .orElse(absent));
    }

    @DeleteMapping
    ResponseEntity<Object> unbind(
            @PathVariable("instance") String instance,
            @PathVariable("binding") String binding,
            HttpServletRequest http) {
        var id = Ids.instance(instance);
        var bindingId = Ids.binding(binding);
        new Parameters(http).requireServiceAndPlan();
        return Reply.to(clusters.unbind(id, bindingId), Reply.gone(), _ -> Reply.of(HttpStatus.OK, Map.of()));
    }

    private static Map<String, Object> access(Binding binding) {
        return Map.of("credentials", binding.credentials());
    }

    private static Map<String, Object> withParameters(Binding binding) {
        return Map.of(
                "credentials",
                binding.credentials(),
                "parameters",
                binding.request().parameters());
    }
}
