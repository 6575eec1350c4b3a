package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Decision;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Work;
import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Label;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Carries out what is decided about which nodes a cluster has. */
final class Members {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Cluster cluster;

    Members(Cluster cluster) {
        this.cluster = cluster;
    }

    /** All of them have an address afterwards, or none. */
    List<Node> reserve(List<NodeName> joining) {
        ClusterSpec spec = cluster.ordered();
        Undo undo = new Undo();
        try {
            return joining.stream().map(name -> reserve(spec, name, undo)).toList();
        } catch (ActivityFailure e) {
            undo.run();
            throw e;
        }
    }

    private Node reserve(ClusterSpec spec, NodeName name, Undo undo) {
        Label label = spec.label(name, 0);
        Address address = undo.before(
                () -> doors().machines().reserveAddress(new AddressOrder(label, name.ordinal())),
                () -> doors().machinesForUndo().releaseAddress(label));
        return Node.wanted(name, address, label, Time.now());
    }

    void retire(Decision.Retire decision) {
        NodeName name = decision.node();
        String id = cluster.nextChild("retire-" + name);
        cluster.doneBy(Operation.Kind.UPDATE, id);
        RetireWorkflow child = Children.stub(RetireWorkflow.class, id);
        RetireWorkflow.Order order = new RetireWorkflow.Order(cluster.ordered(), cluster.state.node(name));
        cluster.underway.begin(Work.at(Work.Kind.RETIRE, name), id, () -> {
            try {
                child.run(order);
                cluster.become(cluster.state.without(name));
                cluster.enlist();
            } catch (ChildWorkflowFailure e) {
                Workflow.getLogger(Members.class)
                        .warn("{} is not given back: {}", name, Trouble.of(e).forOperator());
                Workflow.sleep(PAUSE);
            }
        });
    }

    private Doors doors() {
        return new Doors(cluster.ordered());
    }
}
