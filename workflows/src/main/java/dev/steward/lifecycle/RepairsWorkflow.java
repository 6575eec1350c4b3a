package dev.steward.lifecycle;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Gives turns to those who repair machines of one infrastructure, so that an outage does not become a storm (rule 20).
 * Its id is {@link WorkflowIds#repairs}. Runs for ever; while nothing is repaired it adds nothing to its history.
 */
@WorkflowInterface
public interface RepairsWorkflow {

    String TYPE = "Repairs";
    String ASK = "ask";

    @WorkflowMethod(name = TYPE)
    void run(Queue queue);

    /**
     * Asks for a turn.
     *
     * @param workflow who asks
     * @param atOnce how many may have a turn at once
     */
    @SignalMethod(name = ASK)
    void ask(String workflow, int atOnce);

    /** Gives a turn back, or the wish for one. */
    @SignalMethod
    void giveBack(String workflow);

    @QueryMethod
    Queue queue();

    /**
     * Who waits, and whose turn it is.
     *
     * @param waiting in the order in which they asked
     * @param turns since when they have it
     * @param atOnce how many may have it
     */
    record Queue(List<String> waiting, Map<String, Instant> turns, int atOnce) {
        /** Nobody. */
        public static Queue empty() {
            return new Queue(List.of(), Map.of(), 1);
        }
    }
}
