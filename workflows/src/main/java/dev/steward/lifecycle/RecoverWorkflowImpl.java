package dev.steward.lifecycle;

import dev.steward.cluster.Node;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Label;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/** From the mildest means to the strongest. Before anything else a former leader is stopped, or its machine is. */
public final class RecoverWorkflowImpl implements RecoverWorkflow {

    /** After this many failed repairs on a machine that answers, the machine is replaced. */
    private static final int PATIENCE = 2;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Order order;
    private final Node node;
    private final Doors doors;
    private final Steps steps = Steps.within(LIMIT);
    private final Undo undo = new Undo();
    private boolean fenced;

    @WorkflowInit
    public RecoverWorkflowImpl(Order order) {
        this.order = order;
        node = order.node();
        doors = new Doors(order.spec());
        fenced = node.fenced();
    }

    @Override
    public Outcome run(Order sameOrder) {
        Meters meters = new Meters();
        Outcome outcome = recover();
        meters.repaired(outcome);
        return outcome;
    }

    private Outcome recover() {
        try {
            steps.now("looking for " + node.name() + " (" + order.reason() + ")");
            boolean answers = node.repairs() < PATIENCE && doors.hosts().answers(node.address(), node.hostKey());
            return answers ? revive() : replace();
        } catch (ActivityFailure | ApplicationFailure | CanceledFailure e) {
            steps.giveUp();
            undo.run();
            if (isCancelled(e)) {
                throw e;
            }
            return new NotRecovered(fenced, Trouble.of(e).forOperator());
        }
    }

    private static boolean isCancelled(TemporalFailure e) {
        return e instanceof CanceledFailure || e.getCause() instanceof CanceledFailure;
    }

    private Outcome revive() {
        if (!fenced) {
            steps.now("stopping the former leader " + node.name());
            doors.promptEngine().stop(order.cluster(), node.name());
            fenced = true;
        }
        bringBack(order.cluster());
        return new Recovered(node.disk(), node.machine(), node.hostKey());
    }

    /** The old machine is certainly off before the new one gets its disk and its address. */
    private Outcome replace() {
        Label old = node.machine().label();
        steps.now("switching off the machine of " + node.name());
        steps.insistOn(() -> doors.machines().powerOff(old));
        fenced = true;
        steps.insistOn(() -> doors.machines().destroy(old));
        steps.now("replacing the machine of " + node.name());
        Label label = new Label(old.owner(), old.node(), old.incarnation() + 1);
        HostKey bornWith = steps.insist(doors.hosts()::issueHostKey);
        Machine machine = undo.before(
                () -> start(label, bornWith), () -> doors.machinesForUndo().destroy(label));
        String hostKey = steps.insist(() -> doors.hosts().adopt(node.address(), bornWith));
        ClusterView view = Views.withHostKey(order.cluster(), node.name(), hostKey);
        steps.now("preparing the new machine of " + node.name());
        NodeOrder prepared =
                new NodeOrder(view, node.name(), order.authority(), order.spec().size());
        steps.insistOn(() -> doors.engine().prepare(prepared));
        bringBack(view);
        return new Recovered(node.disk(), machine, hostKey);
    }

    private Machine start(Label label, HostKey bornWith) {
        MachineOrder machine = new MachineOrder(label, order.spec().size(), node.address(), node.disk(), bornWith);
        return steps.insist(() -> doors.machines().start(machine));
    }

    private void bringBack(ClusterView view) {
        if (view.single()) {
            steps.now("starting the database of " + node.name());
            doors.engine().resume(view, node.name());
        } else {
            steps.now("bringing " + node.name() + " back as a standby of " + view.leader());
            doors.engine().rejoin(view, node.name());
        }
    }

    @Override
    public Progress progress() {
        return steps.progress();
    }
}
