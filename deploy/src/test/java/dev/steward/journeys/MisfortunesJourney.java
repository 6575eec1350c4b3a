package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lab.Ec2Inventory;
import dev.steward.lab.Inventory;
import dev.steward.platform.Asked;
import dev.steward.platform.LastOperation;
import dev.steward.platform.LastOperation.State;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong while an instance is made: nothing is lost, nothing is left, and its owner reads why. */
class MisfortunesJourney {

    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final String INSTANCE = "unlucky";

    private final Ec2Lab lab = new Ec2Lab();
    private final Set<String> told = new LinkedHashSet<>();

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.withPlans(List.of("ec2"), """

                  - id: 7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b98
                    name: single-impatient
                    description: One machine on EC2, soon or not at all
                    free: true
                    infrastructure: ec2
                    version: "17"
                    nodes: 1
                    machine: {cpus: 1, memoryMib: 512}
                    diskGib: 1
                    settings: {shared_buffers: 128MB, max_connections: "100"}
                    limits: {provision: 75s, restart: 15s}
            """);

    @BeforeEach
    void serveEc2() throws IOException {
        steward.serve("ec2", lab.folder());
    }

    @AfterEach
    void closeLab() {
        System.out.println("told: " + told);
        lab.close();
    }

    @Test
    void anApiThatIsAwayForAMinuteIsWaitedFor() {
        Asked asked = order("single-small-ec2");
        until(() -> !inventory().leftovers(INSTANCE).isEmpty());
        lab.fault("{\"action\": \"*\", \"hang\": 60, \"times\": 100000}");
        Instant back = Instant.now().plusSeconds(60);
        LastOperation last = await(asked, "single-small-ec2", o -> {
            if (Instant.now().isAfter(back)) {
                lab.noMoreFaults();
            }
        });
        assertMade(last, "single-small-ec2");
    }

    @Test
    void anApiThatFailsForAMinuteFromTheFirstStepOnIsToldOf() {
        lab.fault("{\"action\": \"*\", \"code\": \"InternalError\", \"times\": 100000}");
        Asked asked = order("single-small-ec2");
        Instant back = Instant.now().plusSeconds(60);
        LastOperation last = await(asked, "single-small-ec2", o -> {
            if (Instant.now().isAfter(back)) {
                lab.noMoreFaults();
            }
        });
        assertTold("The infrastructure (EC2) could not do it.");
        assertMade(last, "single-small-ec2");
    }

    /** The first call of each is carried out, and said to have failed; the next ones do fail. */
    @Test
    void anApiThatFailsInTheMiddleOfEachStepIsWaitedFor() {
        lab.fault(Stream.of(
                        "CreateSecurityGroup", "CreateNetworkInterface", "CreateVolume", "RunInstances", "AttachVolume")
                .map(action -> """
                        {"action": "%s", "code": "InternalError", "after": true},
                        {"action": "%s", "code": "InternalError", "times": 8}""".formatted(action, action))
                .collect(Collectors.joining(",", "[", "]")));
        LastOperation last = await(order("single-small-ec2"), "single-small-ec2", o -> {});
        assertTold("The infrastructure (EC2) could not do it.");
        assertMade(last, "single-small-ec2");
    }

    @Test
    void aMachineThatComesAfterItsOrderWasGivenUpIsTheOnlyOne() {
        lab.fault("{\"action\": \"RunInstances\", \"hang\": 38, \"times\": 100000}");
        LastOperation last = await(order("single-small-ec2"), "single-small-ec2", o -> {
            if (o.description().contains("does not answer")) {
                lab.noMoreFaults();
            }
        });
        assertTold("does not answer");
        assertMade(last, "single-small-ec2");
    }

    @Test
    void aMachineThatComesAfterAllWasGivenUpIsNotLeft() {
        lab.fault("{\"action\": \"RunInstances\", \"hang\": 80, \"times\": 100000}");
        LastOperation last = await(order("single-impatient"), "single-impatient", o -> {});
        assertFailed(last, "does not answer");
        lab.noMoreFaults();
        assertGone("single-impatient");
    }

    @Test
    void aMachineThatNeverBootsIsGivenBack() {
        Asked asked = order("single-impatient");
        LastOperation last = await(asked, "single-impatient", o -> strikeAll("freeze"));
        assertFailed(last, "answer");
        assertGone("single-impatient");
    }

    @Test
    void aMachineThatNeverAnswersSshIsGivenBack() {
        Asked asked = order("single-impatient");
        LastOperation last = await(asked, "single-impatient", o -> strikeAll("cut"));
        assertFailed(last, "answer");
        assertGone("single-impatient");
    }

    @Test
    void somebodyElseAtTheAddressIsRefusedLoudly() {
        Asked asked = order("single-impatient");
        LastOperation last = await(
                asked,
                "single-impatient",
                o -> inventory().machines(INSTANCE).stream().filter(struck::add).forEach(machine -> {
                    lab.machine(machine, "cut");
                    Shell.run(List.of(
                            "docker",
                            "exec",
                            machine,
                            "bash",
                            "-c",
                            "until [ -e /etc/ssh/ssh_host_ecdsa_key ] && systemctl is-active -q ssh; do sleep 0.2; done;"
                                    + " rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh"));
                    lab.machine(machine, "mend");
                }));
        assertFailed(last, "not the one that was expected");
        assertGone("single-impatient");
    }

    @Test
    void aVolumeThatIsStuckIsWaitedFor() {
        lab.fault("{\"action\": \"AttachVolume\", \"code\": \"IncorrectState\", \"times\": 100000}");
        Asked asked = order("single-small-ec2");
        Instant loose = Instant.now().plusSeconds(25);
        LastOperation last = await(asked, "single-small-ec2", o -> {
            if (Instant.now().isAfter(loose)) {
                lab.noMoreFaults();
            }
        });
        assertTold("The infrastructure is not ready for it yet.");
        assertMade(last, "single-small-ec2");
    }

    @Test
    void aQuotaThatIsUsedUpIsToldOf() {
        lab.fault("{\"action\": \"RunInstances\", \"code\": \"VcpuLimitExceeded\", \"times\": 100000}");
        LastOperation last = await(order("single-impatient"), "single-impatient", o -> {});
        assertTold("A quota of the infrastructure is used up.");
        assertFailed(last, "A quota of the infrastructure is used up.");
        lab.noMoreFaults();
        assertGone("single-impatient");
    }

    private final Set<String> struck = new LinkedHashSet<>();

    private void strikeAll(String verb) {
        inventory().machines(INSTANCE).stream().filter(struck::add).forEach(machine -> lab.machine(machine, verb));
    }

    private Asked order(String plan) {
        return steward.order(INSTANCE, plan(plan));
    }

    private LastOperation await(Asked asked, String plan, Consumer<LastOperation> meanwhile) {
        return platform().await(INSTANCE, plan(plan), asked, LIMIT, o -> {
            told.add(o.description().replaceAll("[0-9]+ (s|min)", "a while"));
            meanwhile.accept(o);
        });
    }

    private void assertTold(String words) {
        assertThat(told).as("what its owner read").anyMatch(sentence -> sentence.contains(words));
    }

    /** It is there, on one machine, and goes without a trace. */
    private void assertMade(LastOperation last, String plan) {
        assertThat(last.state()).as(last.description()).isEqualTo(State.SUCCEEDED);
        assertThat(inventory().machines(INSTANCE)).as("one machine").hasSize(1);
        platform().bind(INSTANCE, "b", plan(plan));
        assertGone(plan);
    }

    private static void assertFailed(LastOperation last, String words) {
        assertThat(last.state()).as(last.description()).isEqualTo(State.FAILED);
        assertThat(last.description()).containsIgnoringCase(words);
    }

    private void assertGone(String plan) {
        LastOperation last =
                platform().await(INSTANCE, plan(plan), platform().deprovision(INSTANCE, plan(plan)), LIMIT, o -> {});
        assertThat(last.state()).as(last.description()).isEqualTo(State.SUCCEEDED);
        assertThat(inventory().leftovers(INSTANCE)).isEmpty();
    }

    private static void until(java.util.function.BooleanSupplier happened) {
        Instant end = Instant.now().plus(LIMIT);
        while (!happened.getAsBoolean() && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
    }

    private Inventory inventory() {
        return new Ec2Inventory(steward.settings().installation, lab.folder());
    }

    private Platform platform() {
        return steward.platform();
    }

    private Plan plan(String name) {
        return platform().plan(name);
    }
}
