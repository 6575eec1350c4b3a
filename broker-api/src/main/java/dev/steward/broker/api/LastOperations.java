package dev.steward.broker.api;

import dev.steward.broker.clusters.Answer;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.clusters.Look;
import dev.steward.lifecycle.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How far an instance's operation is (OSB 2.17, Polling Last Operation for Service Instances). */
@RestController
public final class LastOperations {

    private final Clusters clusters;
    private final InstantSource clock;

    public LastOperations(Clusters clusters, InstantSource clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @GetMapping("/v2/service_instances/{instance}/last_operation")
    ResponseEntity<Object> ofInstance(@PathVariable("instance") String instance, HttpServletRequest http) {
        Optional<String> asked = new Parameters(http).operation();
        Answer<Look> answer = clusters.look(Ids.instance(instance));
        return answer instanceof Answer.Deleted<Look>
                ? Reply.gone()
                : Reply.to(answer, unknown(), look -> told(look, asked));
    }

    /** Bindings are made and removed while the platform waits: there is never one to poll for. */
    @GetMapping("/v2/service_instances/{instance}/service_bindings/{binding}/last_operation")
    ResponseEntity<Object> ofBinding(
            @PathVariable("instance") String instance, @PathVariable("binding") String binding) {
        Ids.instance(instance);
        Ids.binding(binding);
        return Reply.error(HttpStatus.NOT_FOUND, "No operation goes on at this binding.");
    }

    private ResponseEntity<Object> told(Look look, Optional<String> asked) {
        Operation operation = look.report().operation();
        if (operation == null) {
            return unknown();
        }
        if (operation.kind() == Operation.Kind.DEPROVISION) {
            if (operation.status() == Operation.Status.SUCCEEDED) {
                return Reply.gone();
            }
            if (asked.filter(id -> !id.equals(operation.id())).isPresent()) {
                return Reply.of(HttpStatus.OK, LastOperation.overtaken());
            }
        }
        return reply(LastOperation.of(operation, look.progress(), clock.instant()));
    }

    private static ResponseEntity<Object> reply(LastOperation last) {
        var reply = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        return last.state() == LastOperation.State.IN_PROGRESS
                ? reply.header(HttpHeaders.RETRY_AFTER, String.valueOf(last.retryAfter()))
                        .body(last)
                : reply.body(last);
    }

    private static ResponseEntity<Object> unknown() {
        return Reply.error(HttpStatus.NOT_FOUND, "There is no such instance.");
    }
}
