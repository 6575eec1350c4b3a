package dev.steward.lifecycle;

import dev.steward.cluster.Means;
import dev.steward.cluster.Node;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Label;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineStatus;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/** Before anything else a former leader is stopped, or its machine is switched off. */
public final class RecoverWorkflowImpl implements RecoverWorkflow {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Trouble SILENT = Trouble.unavailable(
            "One of the machines does not answer.", "its machine is said to run, and does not answer");

    private final Order order;
    private final Node node;
    private final Doors doors;
    private final Turn turn;
    private final Steps steps = Steps.within(LIMIT);
    private final Undo undo = new Undo();
    private final Room room;
    private boolean fenced;

    @WorkflowInit
    public RecoverWorkflowImpl(Order order) {
        this.order = order;
        node = order.node();
        doors = new Doors(order.spec());
        room = Room.madeByPools(order.spec().infrastructure(), doors, steps);
        turn = new Turn(order.spec().infrastructure(), doors.turns());
        fenced = node.fenced();
    }

    @Override
    public Outcome run(Order sameOrder) {
        Meters meters = new Meters();
        Outcome outcome = outcome();
        meters.repaired(outcome);
        return outcome;
    }

    private Outcome outcome() {
        try {
            return recover();
        } catch (ActivityFailure | ApplicationFailure | CanceledFailure e) {
            steps.giveUp(e);
            undo.run();
            if (isCancelled(e)) {
                throw e;
            }
            return new NotRecovered(fenced, Trouble.of(e));
        } finally {
            turn.giveBack();
        }
    }

    private static boolean isCancelled(TemporalFailure e) {
        return e instanceof CanceledFailure || e.getCause() instanceof CanceledFailure;
    }

    private Outcome recover() {
        steps.now("looking for " + node.name() + " (" + order.reason() + ")");
        boolean answers = node.exists() && doors.hosts().answers(node.address(), node.hostKey());
        Means means = answers ? order.means() : demanded();
        if (means == Means.RESTART) {
            return answers ? restart() : new NotRecovered(fenced, SILENT);
        }
        steps.now("waiting for a turn to see to the machine of " + node.name() + " (" + order.reason() + ")");
        Meters meters = new Meters();
        turn.await();
        steps.begin();
        meters.turnCame();
        return switch (means) {
            case RESTART, REBOOT -> reboot();
            case REPLACE_MACHINE -> replaceMachine(node.disk());
            case REPLACE_DISK -> replaceDisk();
        };
    }

    /**
     * A machine that is off is no place to restart anything, and one that isn't there can't be rebooted. One that is said
     * to run and doesn't answer may be well, and the way to it broken.
     */
    private Means demanded() {
        MachineStatus status =
                steps.insist(() -> doors.machines().status(node.machine().label()));
        return switch (status) {
            case ABSENT -> order.means().atLeast(Means.REPLACE_MACHINE);
            case STOPPED, FROZEN -> order.means().atLeast(Means.REBOOT);
            case RUNNING -> order.whileItRuns();
        };
    }

    private Outcome restart() {
        if (!fenced) {
            steps.now("stopping the former leader " + node.name());
            doors.promptEngine().stop(order.cluster(), node.name());
            fenced = true;
        }
        bringBack(order.cluster());
        return new Recovered(node.disk(), node.machine(), node.hostKey(), false);
    }

    /** What boots starts no database of a cluster by itself. */
    private Outcome reboot() {
        steps.now("rebooting the machine of " + node.name());
        steps.insistOn(() -> doors.machines().powerOff(node.machine().label()));
        fenced = true;
        doors.machines().reboot(node.machine().label());
        doors.hosts().awaitAnswer(node.address(), node.hostKey());
        prepare(order.cluster());
        bringBack(order.cluster());
        return new Recovered(node.disk(), node.machine(), node.hostKey(), true);
    }

    /** The old machine is certainly off before the new one gets its disk and its address. */
    private Outcome replaceMachine(Disk disk) {
        Label old = node.machine().label();
        steps.now("switching off the machine of " + node.name());
        steps.insistOn(() -> doors.machines().powerOff(old));
        fenced = true;
        steps.insistOn(() -> doors.machines().destroy(old));
        steps.now((node.exists() ? "replacing" : "making") + " the machine of " + node.name());
        Label label = old.next();
        HostKey bornWith = steps.insist(doors.hosts()::issueHostKey);
        Machine machine = undo.before(
                () -> start(label, bornWith, disk),
                () -> doors.machinesForUndo().destroy(label));
        String hostKey = steps.insist(() -> doors.hosts().adopt(node.address(), bornWith));
        ClusterView view = Views.withHostKey(order.cluster(), node.name(), hostKey);
        prepare(view);
        bringBack(view);
        return new Recovered(disk, machine, hostKey, true);
    }

    /** The old disk is kept until there is a whole copy on the new one. */
    private Outcome replaceDisk() {
        Label old = node.disk().label();
        Label label = old.next();
        steps.now("making a new disk for " + node.name());
        Disk disk = undo.before(
                () -> room.insist(() -> doors.machines()
                        .createDisk(new DiskOrder(label, order.spec().diskGib()))),
                () -> doors.machinesForUndo().deleteDisk(label));
        Outcome recovered = replaceMachine(disk);
        steps.now("deleting the old disk of " + node.name());
        doors.machinesForUndo().deleteDisk(old);
        return recovered;
    }

    private Machine start(Label label, HostKey bornWith, Disk disk) {
        MachineOrder machine = new MachineOrder(label, order.spec().size(), node.address(), disk, bornWith);
        return room.insist(() -> doors.machines().start(machine));
    }

    private void prepare(ClusterView view) {
        steps.now("preparing the machine of " + node.name());
        NodeOrder prepared =
                new NodeOrder(view, node.name(), order.authority(), order.spec().size());
        steps.insistOn(() -> doors.engine().prepare(prepared));
    }

    private void bringBack(ClusterView view) {
        switch (order.role()) {
            case LEADER -> {
                steps.now("starting the database of " + node.name());
                doors.engine().resume(view, node.name(), order.redundancy(), order.change());
            }
            case STANDBY -> {
                steps.now("bringing " + node.name() + " back as a standby of " + view.leader());
                doors.engine().rejoin(view, node.name());
            }
            case WITNESS -> {
                steps.now("starting " + node.name() + " to see how far it has come");
                doors.engine().awaken(view, node.name());
            }
        }
    }

    @Override
    public void yourTurn() {
        turn.come();
    }
}
