package dev.steward.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.machines.Holding;
import dev.steward.machines.MachineSize;
import dev.steward.pool.Rules;
import dev.steward.pool.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTableTest {

    private static final Instant BEGUN = Instant.parse("2026-01-01T12:00:00Z");
    private static final Holding HOLDING = new Holding(1, new MachineSize(1, 512), 1, "1.0.0");
    private static final Stock EMPTY = Stock.empty(new Rules(2, Duration.ofDays(7), HOLDING, Duration.ofMinutes(10)));

    @Test
    void whatAPoolHasAndHowOldTheOldestIs() {
        Stock stock = EMPTY.begun(new ClusterId("a"), BEGUN)
                .begun(new ClusterId("b"), BEGUN)
                .made(new ClusterId("a"), List.of(), BEGUN)
                .claim("somebody", new Holding(3, new MachineSize(1, 512), 1, "1.0.0"), BEGUN)
                .stock();
        assertThat(rendered(stock, BEGUN.plus(Duration.ofHours(3))).lines())
                .containsExactly(
                        "POOL              READY   OLDEST  BEING MADE  MISSES", //
                        "pool/small/cloud  1 of 2  3 h     1           1");
    }

    @Test
    void whatKeepsItFromHavingAny() {
        Stock stock = EMPTY.begun(new ClusterId("a"), BEGUN).failed(new ClusterId("a"), BEGUN);
        assertThat(rendered(stock, BEGUN)).endsWith("0 of 2  1 in a row, next at 2026-01-01T12:00:05Z");
    }

    @Test
    void onesThatDoNotAnswerAndNoneAtAll() {
        PoolTable table = new PoolTable();
        assertThat(table.render()).isEqualTo("no pools");
        table.addSilent("pool/small/cloud", "nobody is there");
        assertThat(table.render()).endsWith("pool/small/cloud  does not answer: nobody is there");
    }

    private static String rendered(Stock stock, Instant now) {
        PoolTable table = new PoolTable();
        table.add("pool/small/cloud", stock, now);
        return table.render();
    }
}
