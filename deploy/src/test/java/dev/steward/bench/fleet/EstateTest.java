package dev.steward.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.Host;
import dev.steward.engine.NodeOrder;
import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.HostKey;
import dev.steward.machines.Hosts;
import dev.steward.machines.Label;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.Machines;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateTest {

    private static final MachineSize SMALL = new MachineSize(1, 512);
    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);

    @TempDir
    private Path folder;

    private Estate estate;

    @BeforeEach
    void begin() throws IOException {
        estate = remembered();
    }

    @Test
    void whatWasDoneOutlivesTheProcess() throws IOException {
        ClusterView cluster = made("a");
        assertThat(asked(cluster, N1)).isInstanceOf(Observation.Leads.class);
        assertThat(asked(cluster, N2)).isEqualTo(new Observation.Stands(true, Duration.ZERO));
        estate = remembered();
        assertThat(asked(cluster, N1))
                .isInstanceOfSatisfying(
                        Observation.Leads.class, l -> assertThat(l.followers()).hasSize(1));
        assertThat(asked(cluster, N2)).isEqualTo(new Observation.Stands(true, Duration.ZERO));
        assertThat(estate.door(Machines.class).leftovers()).hasSize(7);
    }

    @Test
    void deathOutlivesTheProcessToo() throws IOException {
        ClusterView cluster = made("a");
        estate.door(Misfortunes.class).kill(cluster, N1);
        estate = remembered();
        assertThat(asked(cluster, N1)).isEqualTo(new Observation.Refused());
    }

    @Test
    void householdsAreApart() throws IOException {
        ClusterView one = made("a");
        ClusterView other = made("b");
        estate.door(Misfortunes.class).kill(one, N1);
        assertThat(asked(other, N1)).isInstanceOf(Observation.Leads.class);
        estate.door(Machines.class).destroy(label("b", N2));
        assertThat(asked(other, N2)).isEqualTo(new Observation.Silent());
        assertThat(asked(one, N2)).isInstanceOf(Observation.Stands.class);
    }

    @Test
    void whatIsRefusedIsRefusedAndNotRemembered() throws IOException {
        AddressOrder homeless = new AddressOrder(label("nowhere", N1), 1);
        assertThatThrownBy(() -> estate.door(Machines.class).reserveAddress(homeless))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("there is no network");
        assertThat(Files.readString(folder.resolve("journal"))).isEmpty();
        assertThat(remembered().door(Machines.class).leftovers()).isEmpty();
    }

    @Test
    void aStormIsPastWhenAnotherLeads() throws Exception {
        ClusterView cluster = made("a");
        CompletableFuture<List<Duration>> times = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> strike(times));
        while (asked(cluster, N1) instanceof Observation.Leads) {
            Thread.onSpinWait();
        }
        Engine engine = estate.door(Engine.class);
        ClusterView next = cluster.in(cluster.epoch().next(), N1);
        engine.seal(next, N2);
        assertThat(times).isNotDone();
        engine.promote(next, N2, Redundancy.NONE);
        assertThat(times.get()).hasSize(1);
    }

    private void strike(CompletableFuture<List<Duration>> times) {
        try {
            times.complete(new Storm(estate, Duration.ofMinutes(1)).strike(5));
        } catch (InterruptedException e) {
            times.completeExceptionally(e);
        }
    }

    private Estate remembered() throws IOException {
        return Estate.remembered(new Journal(folder.resolve("journal")));
    }

    private Observation asked(ClusterView cluster, NodeName node) {
        return new HouseholdSession(estate.household(cluster), cluster, node).ask(cluster.host(cluster.leader()));
    }

    /** Of two nodes, as a provision makes it. */
    private ClusterView made(String cluster) {
        List<Host> hosts = new ArrayList<>();
        estate.door(Machines.class).createNetwork(new NetworkOrder(new Owner(cluster), 2, List.of()));
        for (int i = 1; i <= 2; i++) {
            hosts.add(rented(cluster, i));
        }
        ClusterView view = new ClusterView(
                new ClusterId(cluster),
                Epoch.FIRST,
                "17",
                Map.of(),
                Extras.NONE,
                hosts,
                N1,
                "ca",
                new Credential("certificate", "key"));
        Engine engine = estate.door(Engine.class);
        hosts.forEach(h -> engine.prepare(new NodeOrder(view, h.node(), view.control(), SMALL)));
        engine.initialise(view, N1, new Redundancy(List.of(N2), 1));
        engine.join(view, N2);
        return view;
    }

    private Host rented(String cluster, int ordinal) {
        Machines machines = estate.door(Machines.class);
        Hosts hosts = estate.door(Hosts.class);
        NodeName node = NodeName.of(ordinal);
        Label label = label(cluster, node);
        Address address = machines.reserveAddress(new AddressOrder(label, ordinal));
        Disk disk = machines.createDisk(new DiskOrder(label, 1));
        HostKey key = hosts.issueHostKey();
        machines.start(new MachineOrder(label, SMALL, address, disk, key));
        return new Host(node, address.ip(), hosts.adopt(address, key));
    }

    private static Label label(String cluster, NodeName node) {
        return new Label(new Owner(cluster), node.value(), 0);
    }
}
