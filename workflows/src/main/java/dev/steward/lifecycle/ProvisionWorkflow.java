package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.machines.Owner;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a cluster: all of it, or, when it fails or is cancelled, nothing. */
@WorkflowInterface
public interface ProvisionWorkflow {

    @WorkflowMethod(name = "Provision")
    Provisioned run(Order order);

    /**
     * What to make.
     *
     * @param spec what it is to be
     * @param epoch its first
     */
    record Order(ClusterSpec spec, Epoch epoch) {}

    /**
     * What was made.
     *
     * @param owner in whose name its machines are rented; null: recorded before it could be another's than its own
     */
    record Provisioned(
            Identity identity,
            List<Node> nodes,
            NodeName leader,
            Redundancy redundancy,
            @Nullable Owner owner) {}
}
