package dev.steward.machines.docker;

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

/** Docker as an infrastructure: machines are containers, networks are bridges, disks are files behind loop devices. */
public final class DockerMachines implements Machines, Inspected {

    private final DockerSettings settings;
    private final Docker docker;
    private final Networks networks;
    private final Disks disks;
    private final Containers containers;

    public DockerMachines(DockerSettings settings) {
        this.settings = settings;
        docker = new Docker(settings);
        networks = new Networks(settings, docker);
        disks = new Disks(settings, docker);
        containers = new Containers(settings, docker);
    }

    @Override
    public void createNetwork(NetworkOrder order) {
        networks.create(order.owner());
    }

    @Override
    public void deleteNetwork(Owner owner) {
        networks.delete(owner);
    }

    @Override
    public Address reserveAddress(AddressOrder order) {
        return networks.address(order.label().owner(), order.ordinal());
    }

    /** An address is free again when its network is deleted. */
    @Override
    public void releaseAddress(Label address) {}

    @Override
    public Disk createDisk(DiskOrder order) {
        return disks.create(order);
    }

    @Override
    public void deleteDisk(Label disk) {
        if (containers.carries(disk.name(settings.installation()))) {
            throw Trouble.unavailable(
                            "A disk is still in use.", disk.name(settings.installation()) + " is attached to a machine")
                    .failure();
        }
        disks.delete(disk);
    }

    @Override
    public Machine start(MachineOrder order) {
        networks.require(order.label().owner(), order.address().ip());
        containers.start(
                order,
                networks.name(order.label().owner()),
                disks.device(order.disk().id()));
        return new Machine(order.label(), order.label().name(settings.installation()));
    }

    @Override
    public void powerOff(Label machine) {
        containers.powerOff(machine);
    }

    @Override
    public void reboot(Label machine) {
        containers.reboot(machine, disks::device);
    }

    @Override
    public void destroy(Label machine) {
        containers.destroy(machine);
    }

    @Override
    public MachineStatus status(Label machine) {
        return containers.status(machine);
    }

    @Override
    public List<Prerequisite> inspect() {
        String version = docker.ask(
                "ask for its version", client -> client.versionCmd().exec().getVersion());
        boolean image = !docker.ask(
                        "look for the image",
                        client -> client.listImagesCmd()
                                .withImageNameFilter(settings.image())
                                .exec())
                .isEmpty();
        return List.of(
                Prerequisite.met("Docker " + version + " at " + settings.host()),
                image
                        ? Prerequisite.met("image " + settings.image())
                        : Prerequisite.missing("image " + settings.image(), "make it by deploy/image/container"));
    }

    @Override
    public List<Leftover> leftovers() {
        return Stream.of(networks.leftovers(), disks.leftovers(), containers.leftovers())
                .flatMap(all -> all)
                .toList();
    }
}
