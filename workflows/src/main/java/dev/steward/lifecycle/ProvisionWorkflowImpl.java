package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Label;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.trouble.Trouble;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/** Addresses first, since every node has to know them all; then everything else, all nodes at the same time. */
public final class ProvisionWorkflowImpl implements ProvisionWorkflow {

    private final Order order;
    private final ClusterSpec spec;
    private final Doors doors;
    private final Steps steps;
    private final Undo undo = new Undo();
    private int answering;

    @WorkflowInit
    public ProvisionWorkflowImpl(Order order) {
        this.order = order;
        spec = order.spec();
        doors = new Doors(spec);
        steps = Steps.within(spec.limits().provision(), this::isHopeless);
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
                steps.giveUp();
            }
            steps.now("removing what had been created");
            undo.run();
            throw e;
        }
    }

    private Provisioned make() {
        steps.now("issuing certificates");
        Identity identity = steps.insist(() -> doors.promptEngine().issueIdentity(spec.id()));
        steps.now("reserving the network");
        undo.before(
                this::makeNetwork,
                () -> doors.machinesForUndo().deleteNetwork(spec.id().owner()));
        List<Address> addresses = Together.forEach(spec.names(), this::reserve);
        List<Node> nodes = Together.forEach(spec.names(), name -> rent(name, addresses.get(name.ordinal() - 1)));

        NodeName leader = spec.names().getFirst();
        Redundancy redundancy = spec.redundancyUnder(leader);
        ClusterView view = Views.of(spec, order.epoch(), nodes, leader, identity);
        steps.now("preparing " + machines());
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
        return new Provisioned(identity, nodes, leader, redundancy);
    }

    private void makeNetwork() {
        steps.insistOn(() -> doors.machines().createNetwork(spec.network()));
    }

    private Address reserve(NodeName name) {
        Label label = spec.id().label(name, 0);
        return undo.before(
                () -> steps.insist(() -> doors.machines().reserveAddress(new AddressOrder(label, name.ordinal()))),
                () -> doors.machinesForUndo().releaseAddress(label));
    }

    private Node rent(NodeName name, Address address) {
        sayHowManyAnswer();
        Label label = spec.id().label(name, 0);
        HostKey bornWith = steps.insist(doors.hosts()::issueHostKey);
        Disk disk = undo.before(
                () -> steps.insist(() -> doors.machines().createDisk(new DiskOrder(label, spec.diskGib()))),
                () -> doors.machinesForUndo().deleteDisk(label));
        Machine machine = undo.before(
                () -> steps.insist(
                        () -> doors.machines().start(new MachineOrder(label, spec.size(), address, disk, bornWith))),
                () -> doors.machinesForUndo().destroy(label));
        String hostKey = steps.insist(() -> doors.hosts().adopt(address, bornWith));
        answering++;
        sayHowManyAnswer();
        return Node.of(name, address, disk, machine, hostKey);
    }

    private void sayHowManyAnswer() {
        steps.now("creating %s (%d of %d answer)".formatted(machines(), answering, spec.nodes()));
    }

    private String machines() {
        return spec.single() ? "1 machine" : spec.nodes() + " machines";
    }
}
