package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lab.LabMachine;
import dev.steward.lifecycle.Phase;
import dev.steward.platform.Credentials;
import dev.steward.platform.Plan;
import dev.steward.pool.Stock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Machines that were rented before anybody asked: given away once, looked after like others, made anew, given back. */
class PoolJourney {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.withCatalog(PoolSight.of("cluster-small", 1));

    @Test
    void machinesOfAPoolBecomeAnInstanceAtOnce() throws Exception {
        Plan plan = steward.platform().plan("cluster-small");
        PoolSight pool = new PoolSight(steward, "cluster-small");
        Stock full = pool.awaitReady(1);
        String member = full.members().getFirst().id().value();
        List<LabMachine> machines = steward.lab().machines(member);
        assertThat(machines).hasSize(3).allMatch(LabMachine::running);

        Duration hit = provisioned("hit", plan);
        System.out.println("out of the pool after " + hit.toMillis() + " ms");
        assertThat(steward.lab().machines(member)).as("they are the pool's").isEqualTo(machines);
        assertThat(steward.lab().machines("hit")).as("none was made").isEmpty();
        Credentials access = steward.platform().bind("hit", "app", plan);
        Sql.answer(access, "create table kept as select 42 as answer");

        Duration miss = provisioned("miss", plan);
        System.out.println("the next one after " + miss.toMillis() + " ms, by way of whichever the pool had by then");
        Stock again = pool.awaitReady(1);
        assertThat(again.hits() + again.misses()).isEqualTo(2);
        assertThat(again.hits()).isPositive();
        assertThat(again.members().stream().map(m -> m.id().value())).doesNotContain(member);

        steward.lab().killMachine(machines.getFirst());
        awaitHealthy("hit", access);
        assertThat(Sql.answer(access, "select answer from kept")).isEqualTo("42");

        for (String instance : List.of("hit", "miss")) {
            steward.awaitSuccess(instance, plan, steward.platform().deprovision(instance, plan), LIMIT);
        }
        assertThat(steward.lab().machines(member)).isEmpty();
        steward.offers(UnaryOperator.identity());
        pool.awaitNothing();
    }

    private Duration provisioned(String instance, Plan plan) {
        Instant begun = Instant.now();
        steward.awaitSuccess(instance, plan, steward.order(instance, plan), LIMIT);
        return Duration.between(begun, Instant.now());
    }

    /** Somebody else than the one that was killed leads, and all three are there again. */
    private void awaitHealthy(String instance, Credentials access) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!steward.instances().report(instance).phase().equals(Phase.HEALTHY) || !answers(access)) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(500);
        }
    }

    private static boolean answers(Credentials access) {
        try {
            return Sql.answer(access, "select 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }
}
