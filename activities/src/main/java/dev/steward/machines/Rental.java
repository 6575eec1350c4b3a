package dev.steward.machines;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An infrastructure, put together of those who rent out its parts. What is the same for all of them is said here.
 *
 * <p>No undo reaches what an infrastructure makes long after its order was given up. So with an address goes every
 * machine of its node, and with a network every machine and address of its cluster: nobody knows of them.
 */
public record Rental(
        NetworkRental networks, AddressRental addresses, DiskRental disks, MachineRental machines, Inspected inspection)
        implements Machines, Inspected {

    /** A cloud, whose machines and disks are dealt with as those of every cloud. */
    public static Rental ofCloud(
            NetworkRental networks,
            AddressRental addresses,
            BlockStorage volumes,
            Hypervisor machines,
            Inspected inspection) {
        Store disks = new Store(volumes, machines);
        return new Rental(
                networks, addresses, disks, new Fleet(machines, disks), new Trial(inspection, networks, addresses));
    }

    /** Who rents out one kind of thing. */
    public interface Part {

        /**
         * What of it exists now.
         *
         * @param whose of this cluster's; or of everything of this installation
         */
        Stream<Leftover> leftovers(Optional<Owner> whose);
    }

    /** Networks, as {@link Machines} describes them. */
    public interface NetworkRental extends Part {
        void create(NetworkOrder order);

        void delete(Owner owner);
    }

    /** Addresses. */
    public interface AddressRental extends Part {
        Address reserve(AddressOrder order);

        void release(Label address);
    }

    /** Disks. */
    public interface DiskRental extends Part {
        Disk create(DiskOrder order);

        void delete(Label disk);
    }

    /** Machines. */
    public interface MachineRental extends Part {
        Machine start(MachineOrder order);

        void powerOff(Label machine);

        void reboot(Label machine);

        void destroy(Label machine);

        MachineStatus status(Label machine);
    }

    @Override
    public void createNetwork(NetworkOrder order) {
        networks.create(order);
    }

    @Override
    public void deleteNetwork(Owner owner) {
        labels(machines, owner).forEach(machines::destroy);
        labels(addresses, owner).forEach(addresses::release);
        networks.delete(owner);
    }

    @Override
    public Address reserveAddress(AddressOrder order) {
        return addresses.reserve(order);
    }

    @Override
    public void releaseAddress(Label address) {
        labels(machines, address.owner())
                .filter(machine -> machine.node().equals(address.node()))
                .forEach(machines::destroy);
        addresses.release(address);
    }

    private static Stream<Label> labels(Part part, Owner owner) {
        return part.leftovers(Optional.of(owner))
                .map(Leftover::label)
                .flatMap(Stream::ofNullable)
                .filter(label -> label.owner().equals(owner)); // whatever an infrastructure takes its name for
    }

    @Override
    public Disk createDisk(DiskOrder order) {
        return disks.create(order);
    }

    @Override
    public void deleteDisk(Label disk) {
        disks.delete(disk);
    }

    @Override
    public Machine start(MachineOrder order) {
        return machines.start(order);
    }

    @Override
    public void powerOff(Label machine) {
        machines.powerOff(machine);
    }

    @Override
    public void reboot(Label machine) {
        machines.reboot(machine);
    }

    @Override
    public void destroy(Label machine) {
        machines.destroy(machine);
    }

    @Override
    public MachineStatus status(Label machine) {
        return machines.status(machine);
    }

    @Override
    public List<Leftover> leftovers() {
        return Stream.of(networks, addresses, disks, machines)
                .flatMap(part -> part.leftovers(Optional.empty()))
                .toList();
    }

    @Override
    public List<Prerequisite> inspect() {
        return inspection.inspect();
    }
}
