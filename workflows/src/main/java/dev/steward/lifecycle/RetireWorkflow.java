package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Node;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Gives back what a node has that its cluster is to have no more; does not end before nothing of it is left. */
@WorkflowInterface
public interface RetireWorkflow {

    @WorkflowMethod(name = "Retire")
    void run(Order order);

    /**
     * Which node.
     *
     * @param spec what the cluster is to be
     * @param node one that nobody waits for
     */
    record Order(ClusterSpec spec, Node node) {}
}
