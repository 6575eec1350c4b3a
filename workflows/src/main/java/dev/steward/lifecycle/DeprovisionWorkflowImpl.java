package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.machines.Label;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything is removed by its name, whether or not it is known to exist. */
public final class DeprovisionWorkflowImpl implements DeprovisionWorkflow {

    private final Order order;
    private final ClusterSpec spec;
    private final Doors doors;
    private final Steps steps = Steps.withoutLimit();

    @WorkflowInit
    public DeprovisionWorkflowImpl(Order order) {
        this.order = order;
        spec = order.spec();
        doors = new Doors(spec);
    }

    @Override
    public void run(Order sameOrder) {
        steps.now("ending the watch");
        doors.roster().dismiss(spec.infrastructure(), spec.engine(), spec.id());
        List<NodeName> names = names();
        steps.now(names.size() == 1 ? "removing 1 machine" : "removing " + names.size() + " machines");
        Together.doForEach(names, this::remove);
        steps.now("removing the network");
        steps.insistOn(() -> doors.machines().deleteNetwork(spec.owner()));
        if (!spec.owner().equals(spec.id().owner())) {
            doors.poolsUntilDone().end(new ClusterId(spec.owner().cluster()));
        }
    }

    /** Those that it has, and those that it was to have. */
    private List<NodeName> names() {
        return Stream.concat(order.nodes().stream().map(Node::name), spec.names().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private void remove(NodeName name) {
        new NodeRemoval(doors, steps)
                .of(
                        known(name, n -> n.machine().label()),
                        known(name, n -> n.disk().label()));
    }

    private Label known(NodeName name, Function<Node, Label> label) {
        return order.nodes().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .map(label)
                .orElse(spec.label(name, 0));
    }
}
