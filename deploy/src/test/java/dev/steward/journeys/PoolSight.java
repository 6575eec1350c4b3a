package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lifecycle.WorkflowIds;
import dev.steward.pool.Member;
import dev.steward.pool.Stock;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The pool of a plan on Docker, as a journey sees it. */
final class PoolSight {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LocalSteward steward;
    private final String id;

    PoolSight(LocalSteward steward, String plan) {
        this.steward = steward;
        id = WorkflowIds.pool(plan, "docker");
    }

    /** A catalog in which this plan has a pool. */
    static UnaryOperator<String> of(String plan, int ready) {
        return catalog ->
                catalog.replaceFirst("(?m)^( +)name: " + plan + "$", "$0\n$1pool: {ready: " + ready + ", max_age: 7d}");
    }

    Stock awaitReady(int members) throws InterruptedException {
        return await(stock -> stock.count(Member.Stage.READY) == members);
    }

    private Stock await(Predicate<Stock> what) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        Stock stock = null;
        while (stock == null || !what.test(stock)) {
            assertThat(Instant.now()).as("the stock: %s", stock).isBefore(end);
            Thread.sleep(200);
            stock = seen();
        }
        return stock;
    }

    /** Its workflow may not have begun, or nobody may run it now. */
    private Stock seen() {
        try {
            return steward.instances().stock(id);
        } catch (WorkflowException e) {
            return null;
        }
    }

    /** There is no pool any more: waits until nothing of it, nor of anything else, is left. */
    void awaitNothing() throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!steward.lab().leftovers().isEmpty()) {
            assertThat(Instant.now()).as("left: %s", steward.lab().leftovers()).isBefore(end);
            Thread.sleep(500);
        }
    }
}
