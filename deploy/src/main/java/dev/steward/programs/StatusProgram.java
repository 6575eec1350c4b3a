package dev.steward.programs;

import dev.steward.instances.InstanceTable;
import dev.steward.instances.Instances;
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
        }
        System.out.println(table.render());
        return 0;
    }
}
