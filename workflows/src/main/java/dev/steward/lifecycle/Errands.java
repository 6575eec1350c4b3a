package dev.steward.lifecycle;

import dev.steward.cluster.Caller;
import dev.steward.trouble.Trouble;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What was last asked for about each binding, and what came of it: for a platform that could not wait for the answer. The
 * {@value #MOST} that were asked for last are remembered, until the next run of the workflow. Each is
 * in the log with the request that asked for it.
 */
final class Errands {

    private static final int MOST = 300;

    private final Map<String, Operation> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Operation> eldest) {
            return size() > MOST;
        }
    };

    /** Does it, and keeps how it ended. The same that goes on already is the same errand. */
    <R> R run(String bindingId, Operation.Kind kind, Caller caller, Functions.Func<R> errand) {
        if (!isGoingOn(bindingId, kind)) {
            last.remove(bindingId); // so that it is the youngest
            String sentence = "The binding is being " + participle(kind) + ".";
            last.put(bindingId, Operation.begun(kind.word(), kind, sentence, Time.now(), caller));
            log().info("{} of '{}' is asked for by request '{}'", kind.word(), shown(bindingId), caller.request());
        }
        try {
            R result = errand.apply();
            ended(bindingId, kind, Operation.Status.SUCCEEDED, "The binding is " + participle(kind) + ".");
            return result;
        } catch (RuntimeException e) {
            log().warn(
                            "{} of '{}', asked for by request '{}', has come to nothing: {}",
                            kind.word(),
                            shown(bindingId),
                            caller.request(),
                            Trouble.of(e).forOperator());
            String because = Refusal.in(e)
                    .map(Refusal.Refused::sentence)
                    .orElseGet(() -> Trouble.of(e).forUser());
            String sentence = "The binding could not be " + participle(kind) + ". " + because;
            ended(bindingId, kind, Operation.Status.FAILED, sentence.strip());
            throw e;
        }
    }

    /** Whoever chooses an id adds no line of his own to the log. */
    private static String shown(String bindingId) {
        return SearchAttributes.shortened(bindingId);
    }

    private static Logger log() {
        return Workflow.getLogger(Errands.class);
    }

    private static String participle(Operation.Kind kind) {
        return kind == Operation.Kind.BIND ? "created" : "deleted";
    }

    private void ended(String bindingId, Operation.Kind kind, Operation.Status how, String sentence) {
        last.computeIfPresent(
                bindingId, (id, operation) -> operation.goesOn(kind) ? operation.ended(how, sentence) : operation);
    }

    boolean isGoingOn(String bindingId, Operation.Kind kind) {
        Operation known = last.get(bindingId);
        return known != null && known.goesOn(kind);
    }

    @Nullable
    Operation last(String bindingId) {
        return last.get(bindingId);
    }
}
