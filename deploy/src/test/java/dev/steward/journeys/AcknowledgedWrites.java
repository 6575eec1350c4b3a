package dev.steward.journeys;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A writer that goes on through everything and remembers what was acknowledged to it. A warning is no acknowledgement. */
final class AcknowledgedWrites implements AutoCloseable {

    private final String url;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private volatile long lastAt;
    private volatile long longestGapNanos;
    private final Thread thread;

    /** Begins to write. */
    AcknowledgedWrites(Map<String, Object> credentials) throws SQLException {
        url = credentials.get("jdbcUrl") + "&socketTimeout=5&loginTimeout=5";
        try (Connection session = DriverManager.getConnection(url);
                Statement statement = session.createStatement()) {
            statement.execute("create table if not exists written (n bigint primary key)");
        }
        lastAt = System.nanoTime();
        thread = Thread.ofVirtual().start(this::write);
    }

    private void write() {
        while (going.get()) {
            try (Connection session = DriverManager.getConnection(url);
                    PreparedStatement insert = session.prepareStatement("insert into written values (?)")) {
                while (going.get()) {
                    long n = next.incrementAndGet();
                    insert.setLong(1, n);
                    insert.executeUpdate();
                    if (insert.getWarnings() == null) {
                        remember(n);
                    }
                }
            } catch (SQLException e) {
                Thread.yield(); // the session broke: whether the last one is there is not known, so nothing is claimed
            }
        }
    }

    private void remember(long n) {
        acknowledged.add(n);
        long now = System.nanoTime();
        longestGapNanos = Math.max(longestGapNanos, now - lastAt);
        lastAt = now;
    }

    int count() {
        return acknowledged.size();
    }

    /** The longest time without an acknowledgement, and forgets it. */
    long longestGapMillis() {
        long gap = longestGapNanos / 1_000_000;
        longestGapNanos = 0;
        return gap;
    }

    /** Something that is done while it is written. */
    interface Act {
        void run() throws Exception;
    }

    /** For how long at most there was no acknowledgement while this was done; says so. */
    long longestGapMillisWhile(String what, Act act) throws Exception {
        longestGapMillis();
        act.run();
        long gap = longestGapMillis();
        System.out.println(what + ": nobody could write for " + gap + " ms");
        return gap;
    }

    /** Waits for more of them, for 20 s at most. */
    void awaitMore(int more) throws InterruptedException {
        awaitMore(more, Duration.ofSeconds(20));
    }

    void awaitMore(int more, Duration limit) throws InterruptedException {
        int enough = count() + more;
        long deadline = System.nanoTime() + limit.toNanos();
        while (count() < enough) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("writes were not acknowledged again: " + count() + " of " + enough);
            }
            Thread.sleep(10);
        }
    }

    /** What was acknowledged and is not there. */
    Set<Long> lost() throws SQLException {
        Set<Long> lost = new TreeSet<>(acknowledged);
        try (Connection session = DriverManager.getConnection(url);
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("select n from written")) {
            while (rows.next()) {
                lost.remove(rows.getLong(1));
            }
        }
        return lost;
    }

    @Override
    public void close() throws InterruptedException {
        going.set(false);
        thread.join();
    }
}
