package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.lifecycle.Pools.Handover;
import dev.steward.trouble.Trouble;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/** Machines first, from the plan's pool or on demand; then what makes of them this cluster and no other. */
public final class ProvisionWorkflowImpl implements ProvisionWorkflow {

    private final Order order;
    private ClusterSpec spec;
    private final Doors doors;
    private final Steps steps;
    private final Undo undo = new Undo();
    private final FromPool fromPool;

    @WorkflowInit
    public ProvisionWorkflowImpl(Order order) {
        this.order = order;
        spec = order.spec();
        doors = new Doors(spec);
        steps = Steps.within(spec.limits().provision(), this::isHopeless);
        fromPool = new FromPool(spec, doors, steps, undo);
    }

    /** Where there is somewhere else to go, nobody waits for room here. */
    private boolean isHopeless(Trouble trouble) {
        return trouble.isFinal() || Cluster.goesElsewhere(spec, trouble);
    }

    @Override
    public Provisioned run(Order sameOrder) {
        try {
            return make();
        } catch (TemporalFailure e) {
            if (!Cluster.goesElsewhere(spec, Trouble.of(e))) {
                steps.giveUp(e);
            }
            steps.now("removing what had been created");
            undo.run();
            throw e;
        }
    }

    private Provisioned make() {
        steps.now("issuing certificates");
        Identity identity = steps.insist(() -> doors.promptEngine().issueIdentity(spec.id()));
        List<Node> nodes = rent();
        NodeName leader = spec.names().getFirst();
        Redundancy redundancy = spec.redundancyUnder(leader);
        ClusterView view = Views.of(spec, order.epoch(), nodes, leader, identity);
        steps.now("preparing " + spec.holding().machines());
        Together.doForEach(spec.names(), name -> {
            steps.insistOn(() -> doors.engine().prepare(new NodeOrder(view, name, identity.authority(), spec.size())));
            if (name.equals(leader)) {
                steps.insistOn(() -> doors.engine().initialise(view, leader, redundancy));
            }
        });
        if (!spec.single()) {
            steps.now("replicating the database to " + redundancy.standbys().size() + " standbys");
            Together.doForEach(
                    redundancy.standbys(),
                    name -> steps.insistOn(() -> doors.engine().join(view, name)));
        }
        if (!spec.extras().extensions().isEmpty()) {
            steps.now("adding extensions");
            steps.insistOn(() -> doors.promptEngine().furnish(view));
        }
        steps.now("checking that it works");
        steps.insistOn(() -> doors.promptEngine().confirm(view, leader));
        fromPool.settle();
        return new Provisioned(identity, nodes, leader, redundancy, spec.owner());
    }

    /** From the pool, if it has any; a pool that has none, or does not answer, is not waited for. */
    private List<Node> rent() {
        return fromPool.take().map(this::own).orElseGet(this::onDemand);
    }

    private List<Node> own(Handover handover) {
        spec = spec.ownedBy(handover.member().owner());
        return handover.nodes();
    }

    private List<Node> onDemand() {
        return new Renting(spec.network(), spec.holding(), doors, steps, undo, room()).rent();
    }

    /** Where it may go elsewhere it does, and pools stay. */
    private Room room() {
        return spec.mayGoElsewhere() ? Room.asItIs(steps) : Room.madeByPools(spec.infrastructure(), doors, steps);
    }
}
