package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.machines.Label;
import io.temporal.workflow.WorkflowInit;
import java.util.function.Function;

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
        steps.now(spec.single() ? "removing 1 machine" : "removing " + spec.nodes() + " machines");
        Together.doForEach(spec.names(), this::remove);
        steps.now("removing the network");
        steps.insistOn(() -> doors.machines().deleteNetwork(spec.owner()));
        if (!spec.owner().equals(spec.id().owner())) {
            doors.poolsUntilDone().end(new ClusterId(spec.owner().cluster()));
        }
    }

    private void remove(NodeName name) {
        Label machine = known(name, n -> n.machine().label());
        Label disk = known(name, n -> n.disk().label());
        steps.insistOn(() -> doors.machines().destroy(machine));
        steps.insistOn(() -> doors.machines().destroy(machine.next())); // a repair may have been replacing it
        steps.insistOn(() -> doors.machines().deleteDisk(disk));
        steps.insistOn(() -> doors.machines().deleteDisk(disk.next()));
        steps.insistOn(() -> doors.machines().releaseAddress(spec.label(name, 0)));
    }

    private Label known(NodeName name, Function<Node, Label> label) {
        return order.nodes().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .map(label)
                .orElse(spec.label(name, 0));
    }
}
