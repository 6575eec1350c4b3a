package dev.steward.broker.api;

import dev.steward.broker.clusters.Answer;
import dev.steward.broker.clusters.BindingsOfClusters;
import dev.steward.lifecycle.BindingReport;
import dev.steward.lifecycle.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How far operations are (OSB 2.17, Polling Last Operation for Service Bindings). */
@RestController
public final class LastOperationsOfBindings {

    private final BindingsOfClusters bindings;
    private final InstantSource clock;

    public LastOperationsOfBindings(BindingsOfClusters bindings, InstantSource clock) {
        this.bindings = bindings;
        this.clock = clock;
    }

    @GetMapping("/v2/service_instances/{instance}/service_bindings/{binding}/last_operation")
    ResponseEntity<Object> ofBinding(
            @PathVariable("instance") String instance,
            @PathVariable("binding") String binding,
            HttpServletRequest http) {
        Optional<String> asked = new Parameters(http).operation();
        Answer<BindingReport> answer = bindings.binding(Ids.instance(instance), Ids.binding(binding));
        return Reply.to(answer, absent(isUnbind(asked)), report -> told(report, asked));
    }

    /** Who does not say which one means the last. */
    private ResponseEntity<Object> told(BindingReport report, Optional<String> asked) {
        Operation last = report.operation();
        boolean unbound = last != null && last.kind() == Operation.Kind.UNBIND;
        boolean removed = isUnbind(asked) || (asked.isEmpty() && unbound);
        return removed ? removal(report, last) : creation(report, last);
    }

    /** An operation that is not remembered any more has left a binding, or none. */
    private ResponseEntity<Object> removal(BindingReport report, @Nullable Operation last) {
        if (last != null && last.kind() == Operation.Kind.UNBIND && last.status() != Operation.Status.SUCCEEDED) {
            return Reply.of(LastOperation.of(last, Optional.empty(), clock.instant()));
        }
        return report.binding() == null
                ? absent(true)
                : Reply.of(LastOperation.failed("The binding was not deleted; this can be asked for again."));
    }

    /** A binding that is there was made, whatever came of the same request when it was sent again. */
    private ResponseEntity<Object> creation(BindingReport report, @Nullable Operation last) {
        if (report.binding() != null) {
            return Reply.of(LastOperation.succeeded("The binding is ready to use."));
        }
        if (last != null && last.kind() == Operation.Kind.UNBIND) {
            return Reply.of(LastOperation.failed(
                    last.status() == Operation.Status.SUCCEEDED
                            ? "The binding was deleted, which ended this operation."
                            : "The binding is to be deleted, which ended this operation."));
        }
        return last == null || last.status() == Operation.Status.SUCCEEDED
                ? absent(false)
                : Reply.of(LastOperation.of(last, Optional.empty(), clock.instant()));
    }

    private static boolean isUnbind(Optional<String> asked) {
        return asked.filter(Operation.Kind.UNBIND.word()::equals).isPresent();
    }

    private static ResponseEntity<Object> absent(boolean removed) {
        return removed ? Reply.gone() : Reply.error(HttpStatus.NOT_FOUND, "There is no such binding.");
    }
}
