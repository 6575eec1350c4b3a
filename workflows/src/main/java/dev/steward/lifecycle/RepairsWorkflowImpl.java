package dev.steward.lifecycle;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** First come, first served. A turn that nobody gives back ends by itself: its workflow was terminated, or copies data. */
public final class RepairsWorkflowImpl implements RepairsWorkflow {

    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);

    private final Set<String> waiting;
    private final Map<String, Instant> turns;
    private int atOnce;
    private boolean changed = true;

    @WorkflowInit
    public RepairsWorkflowImpl(Queue queue) {
        waiting = new LinkedHashSet<>(queue.waiting());
        turns = new LinkedHashMap<>(queue.turns());
        atOnce = queue.atOnce();
    }

    @Override
    public void run(Queue sameQueue) {
        while (true) {
            if (turns.isEmpty()) {
                Workflow.await(() -> changed);
            } else {
                Workflow.await(LONGEST_TURN, () -> changed);
            }
            changed = false;
            endLongTurns();
            giveTurns();
            if (Workflow.getInfo().isContinueAsNewSuggested() && !changed) {
                Workflow.continueAsNew(queue());
            }
        }
    }

    private void endLongTurns() {
        Instant now = Time.now();
        turns.values().removeIf(since -> !since.plus(LONGEST_TURN).isAfter(now));
    }

    private void giveTurns() {
        for (String next : List.copyOf(waiting)) {
            if (turns.size() >= atOnce) {
                return;
            }
            waiting.remove(next);
            turns.put(next, Time.now());
            try {
                Workflow.newUntypedExternalWorkflowStub(next).signal(RecoverWorkflow.YOUR_TURN);
            } catch (TemporalFailure | io.temporal.workflow.SignalExternalWorkflowException e) {
                turns.remove(next); // it has ended meanwhile and needs none
            }
        }
    }

    @Override
    public void ask(String workflow, int nowAtOnce) {
        atOnce = nowAtOnce;
        if (!turns.containsKey(workflow)) {
            waiting.add(workflow);
        }
        changed = true;
    }

    @Override
    public void giveBack(String workflow) {
        waiting.remove(workflow);
        turns.remove(workflow);
        changed = true;
    }

    @Override
    public Queue queue() {
        return new Queue(new ArrayList<>(waiting), new LinkedHashMap<>(turns), atOnce);
    }
}
