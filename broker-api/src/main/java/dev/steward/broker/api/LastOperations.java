package dev.steward.broker.api;

import dev.steward.broker.clusters.Answer;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.clusters.Course;
import dev.steward.lifecycle.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How far operations are (OSB 2.17, Polling Last Operation for Service Instances). */
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
        Answer<Course> answer = clusters.course(Ids.instance(instance));
        return answer instanceof Answer.Deleted<Course>
                ? ended(asked)
                : Reply.to(answer, unknown(), course -> told(course, asked));
    }

    private ResponseEntity<Object> told(Course course, Optional<String> asked) {
        Operation operation = course.operation();
        if (asked.filter(id -> !id.equals(operation.id())).isPresent()) {
            return earlier(asked.get(), course);
        }
        return operation.kind() == Operation.Kind.DEPROVISION && operation.status() == Operation.Status.SUCCEEDED
                ? Reply.gone()
                : Reply.of(LastOperation.of(operation, course.progress(), clock.instant()));
    }

    /** Another one than the last is over. */
    private ResponseEntity<Object> earlier(String asked, Course course) {
        Operation last = course.operation();
        Operation former = course.former();
        if (former != null && former.id().equals(asked) && former.status() != Operation.Status.IN_PROGRESS) {
            return Reply.of(LastOperation.of(former, Optional.empty(), clock.instant()));
        }
        if (isOf(asked, Operation.Kind.DEPROVISION)) {
            return Reply.gone(); // what exists now was made after it
        }
        if (last.kind() == Operation.Kind.DEPROVISION) {
            return Reply.of(LastOperation.failed("The instance is being deleted, which ended this operation."));
        }
        return last.kind() == Operation.Kind.UPDATE && isOf(asked, Operation.Kind.PROVISION)
                ? Reply.of(LastOperation.succeeded("The instance is ready to use."))
                : Reply.of(LastOperation.of(last, course.progress(), clock.instant()));
    }

    /** Nothing of the instance is left: to one who waits for its deletion that is success. */
    private static ResponseEntity<Object> ended(Optional<String> asked) {
        return asked.filter(id -> !isOf(id, Operation.Kind.DEPROVISION)).isPresent()
                ? Reply.of(LastOperation.failed("The instance was deleted, which ended this operation."))
                : Reply.gone();
    }

    private static boolean isOf(String operation, Operation.Kind kind) {
        return operation.startsWith(kind.word() + "-");
    }

    private static ResponseEntity<Object> unknown() {
        return Reply.error(HttpStatus.NOT_FOUND, "There is no such instance.");
    }
}
