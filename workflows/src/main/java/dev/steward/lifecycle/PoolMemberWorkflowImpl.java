package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rents, tells the pool, and waits for the end; nothing of a data service is on its machines before they are somebody's. */
public final class PoolMemberWorkflowImpl implements PoolMemberWorkflow {

    /** So often it looks whether there still is somebody who would end it: both may have been ended by a person. */
    private static final Duration LOOK = Duration.ofHours(24);

    private final Order order;
    private final Owner owner;
    private final Doors doors;
    private List<Node> nodes;
    private @Nullable ClusterId tenant;
    private boolean dropped;
    private boolean ended;

    @WorkflowInit
    public PoolMemberWorkflowImpl(Order order) {
        this.order = order;
        owner = order.id().owner();
        doors = new Doors(order.infrastructure(), "");
        nodes = order.nodes();
        tenant = order.tenant();
    }

    @Override
    public void run(Order sameOrder) {
        Workflow.registerListener(new NoCluster("An instance can't have this id: machines of a pool have it."));
        if (nodes.isEmpty() && !rent()) {
            return;
        }
        while (!isOver()) {
            if (!hasSomebody()) {
                break;
            }
            Workflow.await(LOOK, this::isOver);
            if (Workflow.getInfo().isContinueAsNewSuggested() && !isOver()) {
                Workflow.continueAsNew(new Order(
                        order.pool(),
                        order.infrastructure(),
                        order.id(),
                        order.holding(),
                        order.patience(),
                        nodes,
                        tenant));
            }
        }
        if (tenant == null || ended) {
            giveBack();
        }
    }

    private boolean isOver() {
        return ended || (dropped && tenant == null);
    }

    private boolean rent() {
        Steps steps = Steps.within(
                order.patience(), t -> t.isFinal() || t.kind() == Trouble.Kind.NO_CAPACITY); // the pool waits for room
        Undo undo = new Undo();
        NetworkOrder network = new NetworkOrder(owner, order.holding().nodes(), List.of());
        try {
            nodes = new Renting(network, order.holding(), doors, steps, undo, Room.asItIs(steps)).rent();
            return true;
        } catch (TemporalFailure e) {
            steps.giveUp(e);
            undo.run();
            Workflow.getLogger(PoolMemberWorkflowImpl.class)
                    .warn("{} could not be made: {}", order.id(), Trouble.of(e).forOperator());
            tellPool(pool -> pool.failed(order.id()));
            return false;
        }
    }

    /**
     * Whether there is somebody who would end it. Whose tenant was ended by a person belongs to nobody: then it ends too,
     * so that the machines are found as everybody's are whose workflow was ended.
     */
    private boolean hasSomebody() {
        ClusterId whose = tenant;
        return whose == null
                ? tellPool(pool -> pool.ready(order.id(), nodes))
                : doors.claims().lives(whose.owner());
    }

    private boolean tellPool(Functions.Proc1<PoolWorkflow> what) {
        return Telling.reaches(() -> what.apply(Workflow.newExternalWorkflowStub(PoolWorkflow.class, order.pool())));
    }

    private void giveBack() {
        Steps steps = Steps.withoutLimit();
        steps.now("removing " + order.holding().machines());
        Renting.returns(owner, order.holding().nodes(), doors.machines()).forEach(steps::insistOn);
    }

    @Override
    public void claimed(ClusterId whose) {
        tenant = whose;
    }

    @Override
    public void drop() {
        dropped = true;
    }

    @Override
    public void end() {
        ended = true;
    }
}
