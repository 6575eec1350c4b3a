package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Node;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Removes everything of a cluster, in whatever state it is; does not end before nothing is left. */
@WorkflowInterface
public interface DeprovisionWorkflow {

    @WorkflowMethod(name = "Deprovision")
    void run(Order order);

    /**
     * What to remove.
     *
     * @param spec what the cluster was to be
     * @param nodes what is known of its nodes; none when it was never made
     */
    record Order(ClusterSpec spec, List<Node> nodes) {}
}
