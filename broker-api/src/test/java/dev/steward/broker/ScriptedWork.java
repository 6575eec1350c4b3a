package dev.steward.broker;

import dev.steward.lifecycle.Child;
import dev.steward.lifecycle.Progress;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Objects;

/** A child workflow that does nothing but tell its script's progress. */
@WorkflowInterface
public interface ScriptedWork extends Child {

    @WorkflowMethod
    void run(String clusterWorkflowId);

    /** Never ends. */
    final class Played implements ScriptedWork {

        private final Stage stage;

        Played(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void run(String clusterWorkflowId) {
            Workflow.await(() -> false);
        }

        @Override
        public Progress progress() {
            String id = Workflow.getInfo().getWorkflowId();
            return Objects.requireNonNull(stage.ofWorkflow(id.substring(0, id.lastIndexOf('/'))).progress);
        }
    }
}
