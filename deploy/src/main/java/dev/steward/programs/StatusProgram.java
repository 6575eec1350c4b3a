package dev.steward.programs;

import dev.steward.instances.InstanceTable;
import dev.steward.instances.Instances;
import dev.steward.lifecycle.OrphansWorkflow;
import io.temporal.client.WorkflowException;

/** {@code status}: the instances that exist, and how each is. */
final class StatusProgram {

    private StatusProgram() {}

    static int run(Surroundings surroundings) {
        InstanceTable table = new InstanceTable();
        try (Instances instances = surroundings.instances()) {
            for (String instance : instances.running()) {
                try {
                    table.add(instance, instances.report(instance));
                } catch (WorkflowException e) {
                    table.addSilent(
                            instance,
                            String.valueOf(
                                    e.getCause() == null ? e : e.getCause().getMessage()));
                }
            }
            System.out.println(table.render());
            instances.orphans().forEach(StatusProgram::tell);
        }
        return 0;
    }

    private static void tell(OrphansWorkflow.Orphan orphan) {
        System.out.printf(
                "belongs to nobody since %s: %s %s, of the instance %s that does not exist%n",
                orphan.since(),
                orphan.thing().kind(),
                orphan.thing().id(),
                orphan.thing().owner().cluster().replaceAll("[\\p{Cntrl}\\p{Cf}]", "?"));
    }
}
