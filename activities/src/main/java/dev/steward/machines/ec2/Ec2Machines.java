package dev.steward.machines.ec2;

import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Inspected;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineStatus;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.Prerequisite;
import dev.steward.trouble.Trouble;
import java.util.List;
import java.util.stream.Stream;

/** EC2 as an infrastructure: see {@code deploy/docs/ec2.md}. */
public final class Ec2Machines implements Machines, Inspected {

    private final Networks networks;
    private final Interfaces interfaces;
    private final Volumes volumes;
    private final Instances instances;
    private final Inspection inspection;

    public Ec2Machines(Ec2Settings settings) {
        Ec2 ec2 = new Ec2(settings);
        networks = new Networks(settings, ec2);
        interfaces = new Interfaces(settings, ec2);
        volumes = new Volumes(settings, ec2);
        instances = new Instances(settings, ec2);
        inspection = new Inspection(settings, ec2);
    }

    @Override
    public void createNetwork(NetworkOrder order) {
        networks.create(order);
    }

    /** What was ordered may have come after its order was given up: nobody knows of it, and it goes too. */
    @Override
    public void deleteNetwork(Owner owner) {
        interfaces.users(owner).forEach(instances::terminate);
        interfaces.releaseAll(owner);
        networks.delete(owner);
    }

    @Override
    public Address reserveAddress(AddressOrder order) {
        return interfaces.reserve(order.label(), networks.require(order.label().owner()));
    }

    /** A machine that was ordered may have come after its order was given up: nobody knows of it, and it goes first. */
    @Override
    public void releaseAddress(Label address) {
        interfaces.users(address).forEach(instances::terminate);
        interfaces.release(address);
    }

    @Override
    public Disk createDisk(DiskOrder order) {
        return volumes.create(order, interfaces.zone(order.label()));
    }

    @Override
    public void deleteDisk(Label disk) {
        if (instances.anyRuns(volumes.users(disk))) {
            throw Trouble.unavailable("A disk is still in use.", disk + " is attached to a machine that runs")
                    .failure();
        }
        volumes.delete(disk);
    }

    @Override
    public Machine start(MachineOrder order) {
        String id = instances.start(order, networks.spread(order.label().owner()));
        volumes.attach(order.disk().id(), id);
        return new Machine(order.label(), id);
    }

    @Override
    public void powerOff(Label machine) {
        instances.powerOff(machine);
    }

    @Override
    public void reboot(Label machine) {
        instances.reboot(machine);
    }

    @Override
    public void destroy(Label machine) {
        instances.destroy(machine);
    }

    @Override
    public MachineStatus status(Label machine) {
        return instances.status(machine);
    }

    @Override
    public List<Prerequisite> inspect() {
        return inspection.all();
    }

    @Override
    public List<Leftover> leftovers() {
        return Stream.of(networks.leftovers(), interfaces.leftovers(), volumes.leftovers(), instances.leftovers())
                .flatMap(all -> all)
                .toList();
    }
}
