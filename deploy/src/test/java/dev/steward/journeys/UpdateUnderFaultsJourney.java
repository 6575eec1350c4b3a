package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.NodeName;
import dev.steward.lab.LabMachine;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Report;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Faults in the middle of an update, on real machines, while the instance is written to: nothing that was acknowledged is
 * lost, the instance goes on, and the last operation says what became of it.
 */
class UpdateUnderFaultsJourney {

    private static final int ROUNDS = 2;
    private static final int LATEST_FAULT_MILLIS = 15_000;
    private static final Duration BACK = Duration.ofMinutes(2);

    /** A processor for each of a thousand tasks: no host has so many. */
    private static final String HUGE = """
                  - id: 7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2bff
                    name: cluster-huge
                    description: Machines that nobody can have
                    free: true
                    infrastructure: docker
                    version: "17"
                    nodes: 3
                    machine: {cpus: 1000, memoryMib: 512}
                    diskGib: 1
                    limits: {provision: 10m, restart: 15s, grace: 10s}
            """;

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.withCatalog(edition(0));

    private ChangingInstance instance;

    @Test
    void leaderAndWorkerAreLostDuringARollingReplacement() throws Exception {
        long seed = Long.getLong("steward.seed", System.nanoTime());
        System.out.println("-Dsteward.seed=" + seed);
        Random random = new Random(seed);
        instance = new ChangingInstance(steward, "cluster-small");
        instance.provision();
        try (AcknowledgedWrites writes = new AcknowledgedWrites(instance.credentials("writer"))) {
            writes.awaitMore(100);
            for (int round = 1; round <= ROUNDS; round++) {
                steward.offers(edition(round));
                instance.begin("{\"maintenance_info\":{\"version\":\"" + round + ".0.0\"}}");
                strike(random);
                String ended = instance.ended();
                System.out.println("round " + round + ": " + ended + "; nobody could write for "
                        + writes.longestGapMillis() + " ms at most");
                assertThat(ended).contains("succeeded");
                writes.awaitMore(50, BACK);
                assertThat(writes.lost()).isEmpty();
                assertThat(report().spec().edition()).isEqualTo(round + ".0.0");
                assertThat(steward.lab().machines(ChangingInstance.ID))
                        .hasSize(3)
                        .allMatch(LabMachine::running);
            }
        }
        instance.delete();
    }

    /** The leader's machine at one moment, the worker at another. */
    private void strike(Random random) throws InterruptedException {
        Map<Integer, Runnable> faults = new TreeMap<>();
        faults.put(random.nextInt(LATEST_FAULT_MILLIS), this::killLeader);
        faults.put(random.nextInt(LATEST_FAULT_MILLIS), this::killWorker);
        long began = System.nanoTime();
        for (Map.Entry<Integer, Runnable> fault : faults.entrySet()) {
            long left = fault.getKey() - (System.nanoTime() - began) / 1_000_000;
            Thread.sleep(Math.max(0, left)); // the moment itself is what is tried
            fault.getValue().run();
        }
    }

    private void killLeader() {
        Report report = report();
        NodeName leader = report.leader();
        String ip = report.members().stream()
                .filter(m -> m.name().equals(leader))
                .map(Report.Member::ip)
                .findFirst()
                .orElseThrow();
        System.out.println("killing the machine of " + leader + ", while " + report.children());
        steward.lab().machines(ChangingInstance.ID).stream()
                .filter(m -> m.ip().equals(ip) && m.running())
                .forEach(steward.lab()::killMachine);
    }

    private void killWorker() {
        System.out.println("killing the worker");
        steward.worker().kill();
        steward.worker().start();
    }

    @Test
    void whatCanNeverSucceedIsUndone() throws Exception {
        instance = new ChangingInstance(steward, "cluster-small");
        instance.provision();
        try (AcknowledgedWrites writes = new AcknowledgedWrites(instance.credentials("writer"))) {
            writes.awaitMore(100);
            writes.longestGapMillis();
            String huge = steward.platform().plan("cluster-huge").id();
            instance.begin("{\"plan_id\":\"" + huge + "\"}");
            String ended = instance.ended();
            System.out.println("undone: " + ended + "; nobody could write for " + writes.longestGapMillis() + " ms");
            assertThat(ended)
                    .contains("failed", "could not be updated", "usable")
                    .contains("\"instance_usable\":true", "\"update_repeatable\":false");
            writes.awaitMore(50, BACK);
            assertThat(writes.lost()).isEmpty();
            assertThat(instance.fetched().path("plan_id").asText()).isNotEqualTo(huge);
            assertThat(report().phase()).isEqualTo(Phase.HEALTHY);
            assertThat(instance.text("select count(*) from pg_stat_replication"))
                    .isEqualTo("2");
        }
        instance.delete();
    }

    private Report report() {
        return steward.instances().report(ChangingInstance.ID);
    }

    private static UnaryOperator<String> edition(int number) {
        return catalog -> catalog.replaceFirst("(?m)^    plans:\\R", "    plans:\n" + HUGE)
                .replaceFirst(
                        "(?m)^( +)name: cluster-small$",
                        "$0\n$1maintenance: {version: " + number + ".0.0, description: An edition of the journey's}");
    }
}
