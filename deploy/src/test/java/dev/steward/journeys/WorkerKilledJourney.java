package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lab.LabMachine;
import dev.steward.platform.Asked;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that dies at any moment of a provision is only a pause: the next one goes on where it was. */
class WorkerKilledJourney {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final int ROUNDS = Integer.getInteger("steward.rounds", 4);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void killedAtEveryStepTheProvisionStillEndsWithOneMachinePerNode() {
        Set<String> steps = new HashSet<>();
        provisionWhile("killed-at-steps", told -> {
            if (steps.add(told.replaceAll("[0-9]+ (s|min)", ""))) {
                System.out.println("killing the worker at: " + told);
                restartWorker();
            }
        });
        assertThat(steps).as("the steps that were seen").hasSizeGreaterThan(3);
        removeAndLookForLeftovers("killed-at-steps");
    }

    @Test
    void killedAtRandomMomentsTheProvisionStillEndsWithOneMachinePerNode() {
        long seed = Long.getLong("steward.seed", System.nanoTime());
        System.out.println("-Dsteward.seed=" + seed);
        Random random = new Random(seed);
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
            removeAndLookForLeftovers(instance);
        }
    }

    private void restartWorker() {
        steward.worker().kill();
        steward.worker().start();
    }

    private void provisionWhile(String instance, Consumer<String> meanwhile) {
        Platform platform = steward.platform();
        Plan plan = platform.plan("cluster-small");
        Asked asked = platform.provision(instance, plan);
        LastOperation last = platform.await(instance, plan, asked, LIMIT, o -> {
            if (o.state() == LastOperation.State.IN_PROGRESS) {
                meanwhile.accept(o.description());
            }
        });
        assertThat(last.state()).as(last.description()).isEqualTo(LastOperation.State.SUCCEEDED);
        List<LabMachine> machines = steward.lab().machines(instance);
        assertThat(machines).as("one machine per node, no twins").hasSize(3).allMatch(LabMachine::running);
        assertThat(machines.stream().map(LabMachine::ip).distinct()).hasSize(3);
    }

    private void removeAndLookForLeftovers(String instance) {
        Platform platform = steward.platform();
        Plan plan = platform.plan("cluster-small");
        steward.awaitSuccess(instance, plan, platform.deprovision(instance, plan), LIMIT);
        assertThat(steward.lab().leftovers(instance)).isEmpty();
    }
}
