package dev.steward.instances;

import dev.steward.pool.Member;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pools as a table for people. */
public final class PoolTable {

    private static final List<String> HEAD =
            List.of("POOL", "READY", "OLDEST", "BEING MADE", "HITS", "MISSES", "FAILURES");

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Adds a pool.
     *
     * @param pool the id of its workflow
     * @param now by which its members are so old
     */
    public void add(String pool, Stock stock, Instant now) {
        rows.add(List.of(
                pool,
                stock.count(Stage.READY) + " of " + stock.rules().ready(),
                oldest(stock, now),
                orNothing(stock.count(Stage.MAKING)),
                orNothing(stock.hits()),
                orNothing(stock.misses()),
                failures(stock)));
    }

    /** A pool whose workflow did not answer. */
    public void addSilent(String pool, String reason) {
        rows.add(List.of(pool, "does not answer: " + reason, "-", "-", "-", "-", "-"));
    }

    private static String oldest(Stock stock, Instant now) {
        return stock.members().stream()
                .filter(m -> m.is(Stage.READY))
                .map(Member::since)
                .min(Comparator.naturalOrder())
                .map(since -> age(Duration.between(since, now)))
                .orElse("-");
    }

    private static String age(Duration age) {
        return age.toHours() == 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }

    private static String failures(Stock stock) {
        if (stock.failures() == 0) {
            return "-";
        }
        Instant next = stock.refillAfter();
        return stock.failures() + " in a row" + (next == null ? "" : ", next at " + next);
    }

    private static String orNothing(long count) {
        return count == 0 ? "-" : Long.toString(count);
    }

    /** The table, each column as wide as its widest cell; columns that nobody fills are left out. */
    public String render() {
        return rows.isEmpty() ? "no pools" : Table.of(HEAD, rows);
    }
}
