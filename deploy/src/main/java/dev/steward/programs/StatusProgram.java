package dev.steward.programs;

import dev.steward.instances.InstanceTable;
import dev.steward.instances.Instances;
import dev.steward.instances.PoolTable;
import dev.steward.lifecycle.OrphansWorkflow;
import io.temporal.client.WorkflowException;
import java.time.Instant;

/** {@code status}: the instances that exist and the pools, and how each is. */
final class StatusProgram {

    private StatusProgram() {}

    static int run(Surroundings surroundings) {
        try (Instances instances = surroundings.instances()) {
            System.out.println(table(instances).render());
            instances.orphans().forEach(StatusProgram::tell);
            System.out.println(pools(instances).render());
        }
        return 0;
    }

    private static InstanceTable table(Instances instances) {
        InstanceTable table = new InstanceTable();
        for (String instance : instances.running()) {
            try {
                table.add(instance, instances.report(instance));
            } catch (WorkflowException e) {
                table.addSilent(instance, reason(e));
            }
        }
        return table;
    }

    private static PoolTable pools(Instances instances) {
        PoolTable table = new PoolTable();
        for (String pool : instances.pools()) {
            try {
                table.add(pool, instances.stock(pool), Instant.now());
            } catch (WorkflowException e) {
                table.addSilent(pool, reason(e));
            }
        }
        return table;
    }

    private static String reason(WorkflowException e) {
        return String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
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
