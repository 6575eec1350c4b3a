package dev.steward.fakes;

import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Hosts;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineStatus;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** An infrastructure whose machines are records. Refuses what a real one refuses. */
public final class FakeCloud implements Machines, Hosts {

    private final Map<String, NetworkOrder> networks = new TreeMap<>();
    private final Map<String, Address> addresses = new TreeMap<>();
    private final Map<String, Label> addressLabels = new TreeMap<>();
    private final Map<String, Disk> disks = new TreeMap<>();
    private final Map<String, Rented> machines = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();
    private int room = Integer.MAX_VALUE;
    private final AtomicInteger keys = new AtomicInteger();

    private record Rented(MachineOrder order, MachineStatus status, String hostKey) {
        Rented with(MachineStatus now) {
            return new Rented(order, now, hostKey);
        }

        Rented with(String newHostKey) {
            return new Rented(order, status, newHostKey);
        }
    }

    @Override
    public synchronized void createNetwork(NetworkOrder order) {
        long reserved = addressLabels.values().stream()
                .filter(l -> l.owner().equals(order.owner()))
                .count();
        if (reserved > order.addresses()) {
            throw Trouble.impossible("", "more addresses are in use than it is to have room for")
                    .failure();
        }
        networks.put(order.owner().cluster(), order);
    }

    /** How many machines a cluster's network has room for. */
    public synchronized int addresses(String cluster) {
        return Objects.requireNonNull(networks.get(cluster)).addresses();
    }

    /** From where a cluster's machines may be reached. */
    public synchronized List<String> clients(String cluster) {
        return Objects.requireNonNull(networks.get(cluster)).clients();
    }

    @Override
    public synchronized void deleteNetwork(Owner owner) {
        if (machines.values().stream().anyMatch(m -> m.order().label().owner().equals(owner))) {
            throw Trouble.unavailable("", "the network has machines").failure();
        }
        networks.remove(owner.cluster());
    }

    @Override
    public synchronized Address reserveAddress(AddressOrder order) {
        NetworkOrder network = networks.get(order.label().owner().cluster());
        if (network == null || order.ordinal() > network.addresses()) {
            throw Trouble.impossible("", "there is no network with room for it").failure();
        }
        addressLabels.put(order.label().name(""), order.label());
        return addresses.computeIfAbsent(
                order.label().name(""), name -> new Address(name, "10.0.0." + (1 + order.ordinal())));
    }

    @Override
    public synchronized void releaseAddress(Label address) {
        addresses.remove(address.name(""));
        addressLabels.remove(address.name(""));
    }

    @Override
    public synchronized Disk createDisk(DiskOrder order) {
        return disks.computeIfAbsent(
                order.label().name(""), name -> new Disk(order.label(), "disk " + name, order.gib()));
    }

    @Override
    public synchronized void deleteDisk(Label disk) {
        if (machines.values().stream().anyMatch(m -> m.order().disk().label().equals(disk))) {
            throw Trouble.unavailable("", "the disk is attached").failure();
        }
        disks.remove(disk.name(""));
    }

    @Override
    public synchronized Machine start(MachineOrder order) {
        boolean inUse = machines.values().stream()
                .anyMatch(m -> m.order().disk().equals(order.disk())
                        && m.status() == MachineStatus.RUNNING
                        && !m.order().label().equals(order.label()));
        if (inUse) {
            throw Trouble.impossible("", "another machine has the disk").failure();
        }
        String name = order.label().name("");
        if (machines.size() >= room && !machines.containsKey(name)) {
            throw Trouble.noCapacity("There is no room.", "sold out").failure();
        }
        machines.computeIfAbsent(
                name,
                n -> new Rented(order, MachineStatus.RUNNING, order.hostKey().publicKey()));
        return new Machine(order.label(), name);
    }

    @Override
    public synchronized void powerOff(Label machine) {
        machines.computeIfPresent(machine.name(""), (n, m) -> m.with(MachineStatus.STOPPED));
    }

    @Override
    public synchronized void reboot(Label machine) {
        if (broken.contains(machine.name(""))) {
            throw Trouble.unavailable("", "it does not boot").failure();
        }
        machines.computeIfPresent(machine.name(""), (n, m) -> m.with(MachineStatus.RUNNING));
    }

    @Override
    public synchronized void destroy(Label machine) {
        machines.remove(machine.name(""));
    }

    @Override
    public synchronized MachineStatus status(Label machine) {
        Rented rented = machines.get(machine.name(""));
        return rented == null ? MachineStatus.ABSENT : rented.status();
    }

    @Override
    public synchronized List<Leftover> leftovers() {
        List<Leftover> all = new ArrayList<>();
        networks.values().forEach(n -> all.add(new Leftover("network", n.owner().cluster(), n.owner())));
        addressLabels.forEach((name, label) -> all.add(new Leftover("address", name, label.owner(), label)));
        disks.values()
                .forEach(d -> all.add(new Leftover("disk", d.id(), d.label().owner(), d.label())));
        machines.values().stream()
                .map(m -> m.order().label())
                .forEach(l -> all.add(new Leftover("machine", l.name(""), l.owner(), l)));
        return all;
    }

    @Override
    public HostKey issueHostKey() {
        String name = "born-" + keys.incrementAndGet();
        return new HostKey(name, "private " + name);
    }

    @Override
    public synchronized String adopt(Address address, HostKey bornWith) {
        Map.Entry<String, Rented> at = running(address);
        String own = "made-on-" + at.getKey();
        if (!at.getValue().hostKey().equals(bornWith.publicKey())
                && !at.getValue().hostKey().equals(own)) {
            throw Trouble.impossible("", "another host key answers").failure();
        }
        machines.put(at.getKey(), at.getValue().with(own));
        return own;
    }

    @Override
    public synchronized boolean answers(Address address, String hostKey) {
        return machines.values().stream()
                .anyMatch(m -> m.order().address().equals(address)
                        && m.status() == MachineStatus.RUNNING
                        && m.hostKey().equals(hostKey));
    }

    @Override
    public synchronized void awaitAnswer(Address address, String hostKey) {
        if (!answers(address, hostKey)) {
            throw Trouble.unavailable("", "nothing answers at " + address.ip()).failure();
        }
    }

    private Map.Entry<String, Rented> running(Address address) {
        return machines.entrySet().stream()
                .filter(m -> m.getValue().order().address().equals(address))
                .filter(m -> m.getValue().status() == MachineStatus.RUNNING)
                .findFirst()
                .orElseThrow(() -> Trouble.unavailable("", "nothing answers at " + address.ip())
                        .failure());
    }

    /** No further machine can be had. */
    public synchronized void sellOut() {
        room = 0;
    }

    /** So many further machines can be had, and the room of those that are given back. */
    public synchronized void sellOutAfter(int more) {
        room = machines.size() + more;
    }

    /** A machine of this cluster and node dies by itself. */
    public synchronized void kill(String cluster, String node) {
        machines.replaceAll((name, m) -> m.order().label().owner().cluster().equals(cluster)
                        && m.order().label().node().equals(node)
                ? m.with(MachineStatus.STOPPED)
                : m);
    }

    /** A machine of this cluster and node dies by itself, and does not boot again. */
    public synchronized void destroyByFire(String cluster, String node) {
        kill(cluster, node);
        machines.values().stream()
                .map(m -> m.order().label())
                .filter(l -> l.owner().cluster().equals(cluster) && l.node().equals(node))
                .forEach(l -> broken.add(l.name("")));
    }

    /** Whether this node of a cluster has a machine that runs. */
    public synchronized boolean runs(String cluster, String node) {
        return machines.values().stream()
                .anyMatch(m -> m.order().label().owner().cluster().equals(cluster)
                        && m.order().label().node().equals(node)
                        && m.status() == MachineStatus.RUNNING);
    }

    /** Whether the node of this address has a machine that runs. */
    synchronized boolean isUp(String ip) {
        return machines.values().stream()
                .anyMatch(m -> m.order().address().ip().equals(ip) && m.status() == MachineStatus.RUNNING);
    }

    synchronized void reset() {
        networks.clear();
        addresses.clear();
        addressLabels.clear();
        disks.clear();
        machines.clear();
        broken.clear();
        room = Integer.MAX_VALUE;
    }

    /** What is rented now, by kind and name. */
    public synchronized TreeSet<String> inventory() {
        TreeSet<String> all = new TreeSet<>();
        leftovers().forEach(l -> all.add(l.kind() + " " + l.id()));
        return all;
    }
}
