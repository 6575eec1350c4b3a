package dev.steward.broker;

import dev.steward.lifecycle.Progress;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;

/** A child workflow that does nothing but tell its progress. */
@WorkflowInterface
public interface ScriptedWork {

    @WorkflowMethod
    void run();

    @UpdateMethod
    void comesTo(Progress progress);

    /** Never ends. */
    final class Played implements ScriptedWork {

        @Override
        public void run() {
            Workflow.await(() -> false);
        }

        @Override
        public void comesTo(Progress progress) {
            Workflow.upsertMemo(Map.of(Progress.MEMO, progress));
        }
    }
}
