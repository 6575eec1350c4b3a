package dev.steward.broker.api;

import dev.steward.broker.clusters.Answer;
import dev.steward.broker.clusters.BindingsOfClusters;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.clusters.Course;
import dev.steward.lifecycle.BindingReport;
import dev.steward.lifecycle.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How far operations are (OSB 2.17, Polling Last Operation for Service Instances and for Service Bindings). */
@RestController
public final class LastOperations {

    private final Clusters clusters;
    private final BindingsOfClusters bindings;
    private final InstantSource clock;

    public LastOperations(Clusters clusters, InstantSource clock) {
        this.clusters = clusters;
        bindings = clusters.bindings();
        this.clock = clock;
    }

    @GetMapping("/v2/service_instances/{instance}/last_operation")
    ResponseEntity<Object> ofInstance(@PathVariable("instance") String instance, HttpServletRequest http) {
        Optional<String> asked = new Parameters(http).operation();
        Answer<Course> answer = clusters.course(Ids.instance(instance));
        return answer instanceof Answer.Deleted<Course>
                ? ended(asked)
                : Reply.to(answer, unknown(), course -> told(course, asked));
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
            return reply(LastOperation.of(last, Optional.empty(), clock.instant()));
        }
        return report.binding() == null
                ? absent(true)
                : reply(LastOperation.failed("The binding was not deleted; this can be asked for again."));
    }

    /** A binding that is there was made, whatever came of the same request when it was sent again. */
    private ResponseEntity<Object> creation(BindingReport report, @Nullable Operation last) {
        if (report.binding() != null) {
            return reply(LastOperation.succeeded("The binding is ready to use."));
        }
        if (last != null && last.kind() == Operation.Kind.UNBIND) {
            return reply(LastOperation.failed("The binding was deleted, which ended this operation."));
        }
        return last == null || last.status() == Operation.Status.SUCCEEDED
                ? absent(false)
                : reply(LastOperation.of(last, Optional.empty(), clock.instant()));
    }

    private static boolean isUnbind(Optional<String> asked) {
        return asked.filter(Operation.Kind.UNBIND.word()::equals).isPresent();
    }

    private static ResponseEntity<Object> absent(boolean removed) {
        return removed ? Reply.gone() : Reply.error(HttpStatus.NOT_FOUND, "There is no such binding.");
    }

    private ResponseEntity<Object> told(Course course, Optional<String> asked) {
        Operation operation = course.operation();
        if (asked.filter(id -> !id.equals(operation.id())).isPresent()) {
            return earlier(asked.get(), course);
        }
        return operation.kind() == Operation.Kind.DEPROVISION && operation.status() == Operation.Status.SUCCEEDED
                ? Reply.gone()
                : reply(LastOperation.of(operation, course.progress(), clock.instant()));
    }

    /** Another one than the last is over. */
    private ResponseEntity<Object> earlier(String asked, Course course) {
        Operation last = course.operation();
        Operation former = course.former();
        if (former != null && former.id().equals(asked) && former.status() != Operation.Status.IN_PROGRESS) {
            return reply(LastOperation.of(former, Optional.empty(), clock.instant()));
        }
        if (isOf(asked, Operation.Kind.DEPROVISION)) {
            return Reply.gone(); // what exists now was made after it
        }
        if (last.kind() == Operation.Kind.DEPROVISION) {
            return reply(LastOperation.failed("The instance is being deleted, which ended this operation."));
        }
        return last.kind() == Operation.Kind.UPDATE && isOf(asked, Operation.Kind.PROVISION)
                ? reply(LastOperation.succeeded("The instance is ready to use."))
                : reply(LastOperation.of(last, course.progress(), clock.instant()));
    }

    /** Nothing of the instance is left: to one who waits for its deletion that is success. */
    private static ResponseEntity<Object> ended(Optional<String> asked) {
        return asked.filter(id -> !isOf(id, Operation.Kind.DEPROVISION)).isPresent()
                ? reply(LastOperation.failed("The instance was deleted, which ended this operation."))
                : Reply.gone();
    }

    private static boolean isOf(String operation, Operation.Kind kind) {
        return operation.startsWith(kind.word() + "-");
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
