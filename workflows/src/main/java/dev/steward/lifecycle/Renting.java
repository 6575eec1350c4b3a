package dev.steward.lifecycle;

import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Holding;
import dev.steward.machines.HostKey;
import dev.steward.machines.Label;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is rented in one name: a network, and for each node an address, a disk, and a machine that answers us. Addresses
 * first, since every node has to know them all; then everything else, all nodes at the same time.
 */
final class Renting {

    private final NetworkOrder network;
    private final Holding holding;
    private final Doors doors;
    private final Steps steps;
    private final Undo undo;
    private final Room room;
    private int answering;

    /** For whom, and what. */
    Renting(NetworkOrder network, Holding holding, Doors doors, Steps steps, Undo undo, Room room) {
        this.network = network;
        this.holding = holding;
        this.doors = doors;
        this.steps = steps;
        this.undo = undo;
        this.room = room;
    }

    /** Rents it all. */
    List<Node> rent() {
        steps.now("reserving the network");
        undo.before(this::makeNetwork, () -> doors.machinesForUndo().deleteNetwork(network.owner()));
        List<NodeName> names = names(holding.nodes());
        List<Address> addresses = Together.forEach(names, this::reserve);
        return Together.forEach(names, name -> rent(name, addresses.get(name.ordinal() - 1)));
    }

    /** How all is given back that may have been rented in this name, in this order, if nothing of it was ever replaced. */
    static List<Functions.Proc> returns(Owner owner, int nodes, Machines machines) {
        List<Functions.Proc> returns = new ArrayList<>();
        for (NodeName name : names(nodes)) {
            Label label = label(owner, name);
            returns.add(() -> machines.destroy(label));
            returns.add(() -> machines.deleteDisk(label));
            returns.add(() -> machines.releaseAddress(label));
        }
        returns.add(() -> machines.deleteNetwork(owner));
        return returns;
    }

    private static List<NodeName> names(int nodes) {
        return IntStream.rangeClosed(1, nodes).mapToObj(NodeName::of).toList();
    }

    private static Label label(Owner owner, NodeName name) {
        return new Label(owner, name.value(), 0);
    }

    private void makeNetwork() {
        room.insistOn(() -> doors.machines().createNetwork(network));
    }

    private Address reserve(NodeName name) {
        Label label = label(network.owner(), name);
        return undo.before(
                () -> room.insist(() -> doors.machines().reserveAddress(new AddressOrder(label, name.ordinal()))),
                () -> doors.machinesForUndo().releaseAddress(label));
    }

    private Node rent(NodeName name, Address address) {
        sayHowManyAnswer();
        Label label = label(network.owner(), name);
        HostKey bornWith = steps.insist(doors.hosts()::issueHostKey);
        Disk disk = undo.before(
                () -> room.insist(() -> doors.machines().createDisk(new DiskOrder(label, holding.diskGib()))),
                () -> doors.machinesForUndo().deleteDisk(label));
        MachineOrder order = new MachineOrder(label, holding.size(), address, disk, bornWith);
        Machine machine = undo.before(
                () -> room.insist(() -> doors.machines().start(order)),
                () -> doors.machinesForUndo().destroy(label));
        String hostKey = steps.insist(() -> doors.hosts().adopt(address, bornWith));
        answering++;
        sayHowManyAnswer();
        return Node.of(name, address, disk, machine, hostKey);
    }

    private void sayHowManyAnswer() {
        steps.now("creating %s (%d of %d answer)".formatted(holding.machines(), answering, holding.nodes()));
    }
}
