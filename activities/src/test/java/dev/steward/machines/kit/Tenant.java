package dev.steward.machines.kit;

import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.remote.Remote;
import dev.steward.remote.SshHosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A cluster that rents machines for a test. Gives everything back when it is closed. */
public final class Tenant implements AutoCloseable {

    private static final int SSH = 22;
    private static final Duration COMMAND = Duration.ofSeconds(20);

    private final Landlord landlord;
    private final Machines machines;
    private final SshHosts hosts;
    private final Owner owner;

    /** In the order of their use; some orders are given twice at the same time. */
    private final Set<Label> used = Collections.synchronizedSet(new LinkedHashSet<>());

    /** Makes its network. */
    Tenant(Landlord landlord, int nodes) {
        this(
                landlord,
                nodes,
                "kit-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }

    /** The same of one that calls itself so. */
    Tenant(Landlord landlord, int nodes, String called) {
        owner = new Owner(called);
        this.landlord = landlord;
        machines = landlord.machines();
        hosts = new SshHosts(landlord.ssh());
        Insist.on(() -> machines.createNetwork(network(nodes)));
    }

    NetworkOrder network(int nodes) {
        return network(nodes, List.of());
    }

    NetworkOrder network(int nodes, List<String> clients) {
        return new NetworkOrder(owner, nodes, clients);
    }

    Owner owner() {
        return owner;
    }

    Label label(int node) {
        Label label = new Label(owner, "n" + node, 0);
        used.add(label);
        return label;
    }

    AddressOrder addressOrder(int node) {
        return new AddressOrder(label(node), node);
    }

    DiskOrder diskOrder(int node) {
        return new DiskOrder(label(node), 1);
    }

    MachineOrder machineOrder(Label label, Address address, Disk disk, HostKey bornWith) {
        used.add(label);
        return new MachineOrder(label, new MachineSize(1, 512), address, disk, bornWith);
    }

    HostKey hostKey() {
        return hosts.issueHostKey();
    }

    /** An address, a disk and a machine that begins to boot. */
    Rented rent(int node) {
        Address address = Insist.get(() -> machines.reserveAddress(addressOrder(node)));
        Disk disk = Insist.get(() -> machines.createDisk(diskOrder(node)));
        return start(label(node), address, disk);
    }

    Rented start(Label label, Address address, Disk disk) {
        HostKey bornWith = hostKey();
        Machine machine = Insist.get(() -> machines.start(machineOrder(label, address, disk, bornWith)));
        return new Rented(address, disk, machine, bornWith);
    }

    /** The next machine for the same node. */
    Rented replace(Rented old) {
        Insist.on(() -> machines.powerOff(old.machine().label()));
        Insist.on(() -> machines.destroy(old.machine().label()));
        return start(old.machine().label().next(), old.address(), old.disk());
    }

    /** First contact: waits until it has booted. */
    Visit visit(Rented rented) {
        String key = Insist.get(() -> hosts.adopt(rented.address(), rented.bornWith()));
        return new Visit(landlord.ssh().on(rented.address().ip(), key), rented.address(), key, hosts);
    }

    /** What there is of it, as the infrastructure says. */
    List<Leftover> belongings() {
        return Insist.get(machines::leftovers).stream()
                .filter(l -> l.owner().equals(owner))
                .toList();
    }

    @Override
    public void close() {
        List<Label> labels = new ArrayList<>(used);
        labels.forEach(label -> Insist.on(() -> machines.destroy(label)));
        labels.forEach(label -> Insist.on(() -> machines.deleteDisk(label)));
        labels.forEach(label -> Insist.on(() -> machines.releaseAddress(label)));
        Insist.on(() -> machines.deleteNetwork(owner));
    }

    /** A machine that has booted and goes by a key of its own. */
    record Visit(Remote remote, Address address, String hostKey, SshHosts hosts) {

        /** A line for its shell. */
        String sh(String line) {
            return remote.run(COMMAND, "bash", "-euc", line).strip();
        }

        boolean answers() {
            return hosts.answers(address, hostKey);
        }

        void awaitAnswer() {
            Insist.on(() -> hosts.awaitAnswer(address, hostKey));
        }

        /** Whether it gets a connection to somebody's SSH. */
        boolean reaches(Address other) {
            return reaches(other, SSH);
        }

        boolean reaches(Address other, int port) {
            return sh("timeout 2 bash -c 'exec 3<>/dev/tcp/" + other.ip() + "/" + port
                            + "' 2>/dev/null && echo yes || echo no")
                    .equals("yes");
        }
    }
}
