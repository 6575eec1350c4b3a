package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lab.LabMachine;
import dev.steward.lifecycle.Report;
import dev.steward.platform.Asked;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import dev.steward.pool.Stock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that dies at any moment is only a pause: the next one goes on where it was. */
class WorkerKilledJourney {

    private static final String PLAN = "cluster-small";
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final int ROUNDS = Integer.getInteger("steward.rounds", 2);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void killedAtEveryStepTheProvisionStillEndsWithOneMachinePerNode() {
        Set<String> steps = killAtEveryStep("killed-at-steps", step -> false);
        assertThat(steps).as("the steps that were seen").hasSizeGreaterThan(3);
        requireOneMachinePerNode("killed-at-steps");
        removeAndLookForLeftovers("killed-at-steps");
    }

    @Test
    void killedDuringRefillsAndAtEveryStepOfClaimsThePoolGivesNothingTwiceAndLeavesNothing() throws Exception {
        Random random = seeded();
        steward.offers(PoolSight.of(PLAN, 1));
        PoolSight pool = new PoolSight(steward, PLAN);
        List<String> instances = IntStream.range(0, (ROUNDS + 1) / 2)
                .mapToObj(n -> "of-the-pool-" + n)
                .toList();
        for (String instance : instances) {
            Thread.sleep(random.nextInt(4000));
            restartWorker();
            pool.awaitReady(1);
            boolean gets =
                    instance.equals(instances.getFirst()); // a pool that is kept from answering is not waited for
            killAtEveryStep(instance, step -> gets && step.startsWith("Asking the pool"));
        }
        Stock stock = pool.awaitReady(1);
        System.out.println(stock.hits() + " out of the pool, " + stock.misses() + " made on demand");
        assertThat(stock.hits()).isPositive();
        assertThat(instances.stream().flatMap(i -> steward.instances().report(i).members().stream()))
                .extracting(Report.Member::machine)
                .as("nobody has what another has")
                .hasSize(3 * instances.size())
                .doesNotHaveDuplicates();
        for (String instance : instances) {
            removeAndLookForLeftovers(instance);
        }
        steward.offers(UnaryOperator.identity());
        pool.awaitNothing();
    }

    private Set<String> killAtEveryStep(String instance, Predicate<String> spared) {
        Set<String> steps = new HashSet<>();
        provisionWhile(instance, told -> {
            String step = told.replaceAll(", [0-9]+ (s|min).*", "");
            if (!spared.test(step) && steps.add(step)) {
                System.out.println("killing the worker at: " + told);
                restartWorker();
            }
        });
        return steps;
    }

    @Test
    void killedAtRandomMomentsTheProvisionStillEndsWithOneMachinePerNode() {
        Random random = seeded();
        for (int round = 0; round < ROUNDS; round++) {
            String instance = "killed-at-random-" + round;
            long moment =
                    System.nanoTime() + Duration.ofMillis(random.nextInt(9000)).toNanos();
            boolean[] killed = {false};
            provisionWhile(instance, told -> {
                if (!killed[0] && System.nanoTime() > moment) {
                    killed[0] = true;
                    restartWorker();
                }
            });
            requireOneMachinePerNode(instance);
            removeAndLookForLeftovers(instance);
        }
    }

    private static Random seeded() {
        long seed = Long.getLong("steward.seed", System.nanoTime());
        System.out.println("-Dsteward.seed=" + seed);
        return new Random(seed);
    }

    private void restartWorker() {
        steward.worker().kill();
        steward.worker().start();
    }

    private void provisionWhile(String instance, Consumer<String> meanwhile) {
        Platform platform = steward.platform();
        Plan plan = platform.plan(PLAN);
        Asked asked = steward.order(instance, plan);
        LastOperation last = platform.await(instance, plan, asked, LIMIT, o -> {
            if (o.state() == LastOperation.State.IN_PROGRESS) {
                meanwhile.accept(o.description());
            }
        });
        assertThat(last.state()).as(last.description()).isEqualTo(LastOperation.State.SUCCEEDED);
    }

    private void requireOneMachinePerNode(String instance) {
        List<LabMachine> machines = steward.lab().machines(instance);
        assertThat(machines).as("one machine per node, no twins").hasSize(3).allMatch(LabMachine::running);
        assertThat(machines.stream().map(LabMachine::ip).distinct()).hasSize(3);
    }

    private void removeAndLookForLeftovers(String instance) {
        Platform platform = steward.platform();
        Plan plan = platform.plan(PLAN);
        steward.awaitSuccess(instance, plan, platform.deprovision(instance, plan), LIMIT);
        assertThat(steward.lab().leftovers(instance)).isEmpty();
    }
}
