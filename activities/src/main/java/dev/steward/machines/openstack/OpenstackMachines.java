package dev.steward.machines.openstack;

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
import java.util.List;
import java.util.stream.Stream;

/** OpenStack as an infrastructure: machines are servers, addresses are ports, disks are volumes. */
public final class OpenstackMachines implements Machines, Inspected {

    private final Networks networks;
    private final Volumes volumes;
    private final Servers servers;
    private final Inspection inspection;

    public OpenstackMachines(OpenstackSettings settings) {
        Cloud cloud = new Cloud(settings);
        Named named = new Named(settings.installation());
        networks = new Networks(settings, named, cloud);
        volumes = new Volumes(settings, named, cloud);
        servers = new Servers(settings, named, cloud);
        inspection = new Inspection(settings, cloud, networks, servers);
    }

    @Override
    public void createNetwork(NetworkOrder order) {
        networks.create(order);
    }

    @Override
    public void deleteNetwork(Owner owner) {
        networks.delete(owner);
    }

    @Override
    public Address reserveAddress(AddressOrder order) {
        return networks.address(order.label());
    }

    @Override
    public void releaseAddress(Label address) {
        networks.release(address);
    }

    @Override
    public Disk createDisk(DiskOrder order) {
        return volumes.create(order);
    }

    @Override
    public void deleteDisk(Label disk) {
        volumes.delete(disk);
    }

    @Override
    public Machine start(MachineOrder order) {
        volumes.awaitFree(order.disk().id());
        String port = networks.port(order.label(), order.address().ip());
        return servers.start(order, port, networks.serverGroup(order.label().owner()));
    }

    @Override
    public void powerOff(Label machine) {
        servers.powerOff(machine);
    }

    @Override
    public void reboot(Label machine) {
        servers.reboot(machine);
    }

    @Override
    public void destroy(Label machine) {
        servers.destroy(machine);
    }

    @Override
    public MachineStatus status(Label machine) {
        return servers.status(machine);
    }

    @Override
    public List<Leftover> leftovers() {
        return Stream.of(networks.leftovers(), volumes.leftovers(), servers.leftovers())
                .flatMap(all -> all)
                .toList();
    }

    @Override
    public List<Prerequisite> inspect() {
        return inspection.all();
    }
}
