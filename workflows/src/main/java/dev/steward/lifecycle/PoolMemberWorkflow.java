package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.machines.Holding;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Machines of a pool, whoever has them. It has the id of a cluster's workflow, as what is rented in a name belongs to
 * somebody while the workflow of that name runs: so it runs until the machines are given back.
 */
@WorkflowInterface
public interface PoolMemberWorkflow {

    String END = "end";

    @WorkflowMethod(name = "PoolMember")
    void run(Order order);

    /** From now on the machines are this cluster's. */
    @SignalMethod
    void claimed(ClusterId tenant);

    /** The pool does not need it: it gives its machines back and ends, unless they are somebody's. */
    @SignalMethod
    void drop();

    /** Whoever had the machines does not: it gives back what there still is, and ends. */
    @SignalMethod(name = END)
    void end();

    /**
     * What it is.
     *
     * @param pool the id of the pool's workflow
     * @param infrastructure where the machines are rented
     * @param id in this name
     * @param patience how long they may take
     * @param nodes the machines; none in the first run
     * @param tenant whose they are; null before they are somebody's
     */
    record Order(
            String pool,
            String infrastructure,
            ClusterId id,
            Holding holding,
            Duration patience,
            List<Node> nodes,
            @Nullable ClusterId tenant) {}
}
