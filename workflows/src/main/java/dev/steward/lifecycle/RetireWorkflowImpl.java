package dev.steward.lifecycle;

import dev.steward.cluster.Node;

/** The machine first: what is destroyed confirms nothing any more, and follows nobody. */
public final class RetireWorkflowImpl implements RetireWorkflow {

    @Override
    public void run(Order order) {
        Node node = order.node();
        Steps steps = Steps.withoutLimit();
        steps.now("giving back the machine of " + node.name());
        new NodeRemoval(new Doors(order.spec()), steps).of(node);
    }
}
