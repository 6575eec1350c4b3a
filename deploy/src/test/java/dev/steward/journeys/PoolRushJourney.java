package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lifecycle.Report;
import dev.steward.platform.Asked;
import dev.steward.platform.Plan;
import dev.steward.pool.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * More orders at once than a pool has members: each member is somebody's once, and whoever comes away empty-handed is
 * served all the same. Takes minutes: run by its name.
 */
class PoolRushJourney {

    private static final String PLAN = "single-small";
    private static final int READY = 5;
    private static final int ORDERS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.withCatalog(PoolSight.of(PLAN, READY));

    @Test
    void everyoneIsServedAndNothingIsGivenTwice() throws Exception {
        PoolSight pool = new PoolSight(steward, PLAN);
        pool.awaitReady(READY);
        Plan plan = steward.platform().plan(PLAN);
        List<String> instances =
                IntStream.range(0, ORDERS).mapToObj(n -> "rush-" + n).toList();
        Instant begun = Instant.now();
        forEachAtOnce(instances, instance -> steward.order(instance, plan), plan, begun);
        Stock stock = pool.awaitReady(READY);
        System.out.println(stock.hits() + " out of the pool, " + stock.misses() + " made on demand");
        assertThat(stock.hits() + stock.misses())
                .as("a pool that is too busy to answer at once is done without, and counts no miss")
                .isLessThanOrEqualTo(ORDERS);
        assertThat(stock.hits()).isGreaterThanOrEqualTo(READY);
        assertThat(instances.stream().flatMap(i -> steward.instances().report(i).members().stream()))
                .extracting(Report.Member::machine)
                .hasSize(ORDERS)
                .doesNotHaveDuplicates();
        forEachAtOnce(instances, instance -> steward.platform().deprovision(instance, plan), plan, Instant.now());
        steward.offers(UnaryOperator.identity());
        pool.awaitNothing();
    }

    private void forEachAtOnce(List<String> instances, Function<String, Asked> order, Plan plan, Instant begun) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(instances.stream()
                            .map(instance -> CompletableFuture.runAsync(
                                    () -> {
                                        steward.awaitSuccess(instance, plan, order.apply(instance), LIMIT);
                                        System.out.println(instance + " after "
                                                + Duration.between(begun, Instant.now())
                                                        .toMillis() + " ms");
                                    },
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }
}
