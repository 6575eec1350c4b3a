package dev.steward.lifecycle;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machines;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** In the order in which a cluster is removed. What can't be given back now is tried again in another round. */
public final class OrphanRemovalWorkflowImpl implements OrphanRemovalWorkflow {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public boolean run(String infrastructure, List<Leftover> things) {
        Workflow.registerListener(new NoCluster("What is left of an instance of this id is being removed."));
        Steps steps = Steps.within(LIMIT);
        Machines machines = new Doors(infrastructure, "").machines();
        List<Label> labels = things.stream()
                .map(Leftover::label)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        try {
            labels.forEach(label -> steps.insistOn(() -> machines.destroy(label)));
            labels.forEach(label -> steps.insistOn(() -> machines.deleteDisk(label)));
            labels.forEach(label -> steps.insistOn(() -> machines.releaseAddress(label)));
            steps.insistOn(() -> machines.deleteNetwork(things.getFirst().owner()));
            return true;
        } catch (ActivityFailure | ApplicationFailure e) {
            Workflow.getLogger(OrphanRemovalWorkflowImpl.class)
                    .warn("not all could be given back: {}", Trouble.of(e).forOperator());
            return false;
        }
    }
}
