package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lab.Ec2Inventory;
import dev.steward.lab.Inventory;
import dev.steward.lab.OpenstackInventory;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.platform.Asked;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One broker and one Temporal for all infrastructures, a worker for each; a plan goes on where there is room. */
class EverywhereJourney {

    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final String ANYWHERE = """

                  - id: 7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b99
                    name: single-anywhere
                    description: One machine, on EC2 or else on OpenStack
                    free: true
                    infrastructure: [ec2, openstack]
                    version: "17"
                    nodes: 1
                    machine: {cpus: 1, memoryMib: 512}
                    diskGib: 1
                    settings: {shared_buffers: 128MB, max_connections: "100"}
                    limits: {provision: 10m, restart: 15s}
            """;

    private final Ec2Lab ec2 = new Ec2Lab();
    private final OpenstackLab openstack = new OpenstackLab();

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.withPlans(List.of("ec2", "openstack"), ANYWHERE);

    @BeforeEach
    void serveAll() throws IOException {
        steward.serve("ec2", ec2.folder());
        steward.serve("openstack", openstack.folder());
    }

    @AfterEach
    void closeLabs() {
        ec2.close();
        openstack.close();
    }

    @Test
    void instancesOnAllInfrastructuresLiveAtTheSameTime() throws Unacknowledged {
        Map<String, Plan> orders = new LinkedHashMap<>();
        orders.put("on-docker", plan("single-small"));
        orders.put("on-ec2", plan("single-small-ec2"));
        orders.put("on-openstack", plan("single-small-openstack"));

        Map<String, Asked> asked = new LinkedHashMap<>();
        orders.forEach((instance, plan) -> asked.put(instance, steward.order(instance, plan)));
        orders.forEach((instance, plan) -> steward.awaitSuccess(instance, plan, asked.get(instance), LIMIT));

        for (Map.Entry<String, Plan> order : orders.entrySet()) {
            writeAndRead(order.getKey(), order.getValue());
        }
        assertThat(steward.lab().machines("on-docker")).hasSize(1);
        assertThat(onEc2().machines("on-ec2")).hasSize(1);
        assertThat(onOpenstack().machines("on-openstack")).hasSize(1);

        orders.forEach((instance, plan) -> asked.put(instance, platform().deprovision(instance, plan)));
        orders.forEach((instance, plan) -> steward.awaitSuccess(instance, plan, asked.get(instance), LIMIT));
        assertThat(steward.lab().leftovers()).isEmpty();
        assertThat(onEc2().leftovers("on-ec2")).isEmpty();
        assertThat(onOpenstack().leftovers("on-openstack")).isEmpty();
    }

    @Test
    void aPlanGoesOnWhereThereIsRoom() throws Unacknowledged {
        Plan plan = plan("single-anywhere");
        ec2.fault("{\"action\": \"RunInstances\", \"code\": \"InsufficientInstanceCapacity\", \"times\": 100000}");
        List<String> told = new ArrayList<>();
        Asked asked = steward.order("anywhere", plan);
        LastOperation last = platform().await("anywhere", plan, asked, LIMIT, o -> told.add(o.description()));
        System.out.println("told: " + told.stream().distinct().toList());

        assertThat(last.state()).as(last.description()).isEqualTo(LastOperation.State.SUCCEEDED);
        assertThat(onEc2().leftovers("anywhere"))
                .as("what was tried where there is no room")
                .isEmpty();
        assertThat(onOpenstack().machines("anywhere")).hasSize(1);
        writeAndRead("anywhere", plan);

        steward.awaitSuccess("anywhere", plan, platform().deprovision("anywhere", plan), LIMIT);
        assertThat(onOpenstack().leftovers("anywhere")).isEmpty();
        assertThat(platform().isGone("anywhere")).isTrue();
    }

    private void writeAndRead(String instance, Plan plan) throws Unacknowledged {
        try (Session session = new JdbcDriver(platform().bind(instance, "b", plan)).open()) {
            session.run("create table kept as select 1 as n");
            assertThat(session.run("select n from kept")).containsExactly(List.of("1"));
        }
    }

    private Platform platform() {
        return steward.platform();
    }

    private Plan plan(String name) {
        return platform().plan(name);
    }

    private Inventory onEc2() {
        return new Ec2Inventory(steward.settings().installation, ec2.folder());
    }

    private Inventory onOpenstack() {
        return new OpenstackInventory(steward.settings().installation, openstack.folder());
    }
}
