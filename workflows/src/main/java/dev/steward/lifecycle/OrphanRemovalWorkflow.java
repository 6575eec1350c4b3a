package dev.steward.lifecycle;

import dev.steward.machines.Leftover;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Gives back what is left of a cluster whose workflow is gone. It runs under that workflow's id: Temporal lets only one
 * workflow of an id run, so neither does it begin while the cluster lives, nor can the cluster be made again meanwhile
 * (whoever asks for that is told to come back).
 */
@WorkflowInterface
public interface OrphanRemovalWorkflow {

    /**
     * Gives it back.
     *
     * @return whether all of it could be
     */
    @WorkflowMethod(name = "OrphanRemoval")
    boolean run(String infrastructure, List<Leftover> things);
}
