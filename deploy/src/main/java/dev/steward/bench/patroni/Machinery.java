package dev.steward.bench.patroni;

import dev.steward.bench.Spoilt;
import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;
import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Label;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.docker.DockerMachines;
import dev.steward.remote.Ssh;
import dev.steward.remote.SshHosts;
import java.util.List;

/** The machines of one cluster of peers, rented from the infrastructure from which Steward rents its own. */
final class Machinery implements AutoCloseable {

    static final String ETCD = "etcd";
    static final List<String> NODES = List.of("n1", "n2", "n3");

    private final Rent rent;
    private final Owner owner;
    private final Machines machines;
    private final HostKey hostKey;
    private final Lab lab;
    private boolean givenBack;

    private Machinery(Rent rent, Owner owner) {
        this.rent = rent;
        this.owner = owner;
        machines = DockerMachines.rental(rent.docker());
        lab = new Lab(rent.docker().installation());
        try (Ssh ssh = new Ssh(rent.sshKey())) {
            hostKey = new SshHosts(ssh).issueHostKey();
        }
    }

    /** Rents them; what an earlier cluster of this name has left is given back first. */
    static Machinery rent(Rent rent, String cluster) {
        Machinery rented = new Machinery(rent, new Owner(cluster));
        rented.giveBack();
        try {
            rented.machines.createNetwork(new NetworkOrder(rented.owner, NODES.size() + 1, List.of()));
            for (int i = 0; i < NODES.size(); i++) {
                rented.start(NODES.get(i), i + 1);
            }
            rented.start(ETCD, NODES.size() + 1);
            return rented;
        } catch (RuntimeException e) {
            rented.close();
            throw e;
        }
    }

    private void start(String node, int ordinal) {
        Label label = label(node);
        Address address = machines.reserveAddress(new AddressOrder(label, ordinal));
        Disk disk = machines.createDisk(new DiskOrder(label, rent.diskGib()));
        machines.start(new MachineOrder(label, rent.size(), address, disk, hostKey));
    }

    private Label label(String node) {
        return new Label(owner, node, 0);
    }

    Lab lab() {
        return lab;
    }

    LabMachine etcd() {
        return machine(ETCD);
    }

    List<LabMachine> nodes() {
        return lab.machines(owner.cluster()).stream()
                .filter(m -> !m.name().equals(name(ETCD)))
                .toList();
    }

    LabMachine machine(String node) {
        return lab.machines(owner.cluster()).stream()
                .filter(m -> m.name().equals(name(node)))
                .findFirst()
                .orElseThrow(() -> new Spoilt("there is no machine " + name(node)));
    }

    private String name(String node) {
        return label(node).name(rent.docker().installation());
    }

    @Override
    public synchronized void close() {
        if (!givenBack) {
            givenBack = true;
            giveBack();
        }
    }

    private void giveBack() {
        for (String node : List.of("n1", "n2", "n3", ETCD)) {
            machines.destroy(label(node));
            machines.deleteDisk(label(node));
        }
        machines.deleteNetwork(owner);
    }
}
