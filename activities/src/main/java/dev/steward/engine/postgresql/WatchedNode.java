package dev.steward.engine.postgresql;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Busy;
import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * A node that is watched, by one session that stays open. Several watches may ask at once: they share the session, and
 * an answer that is under way.
 */
final class WatchedNode {

    static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ofDays(1);

    /** Replies are told from each other, not compared with a clock: reply_time is the standby's. */
    private static final String ASK = """
            select pg_is_in_recovery(),
              (select array_agg(application_name::text) from pg_stat_replication where state = 'streaming'),
              (select array_agg(reply_time::text) from pg_stat_replication where state = 'streaming'),
              (select sender_host from pg_stat_wal_receiver where status = 'streaming'),
              (select extract(epoch from clock_timestamp() - last_msg_receipt_time) * 1000 from pg_stat_wal_receiver)
            """;

    private final ClusterView cluster;
    private final Host host;
    private final Executor threads;
    private final Map<String, Reply> replies = new HashMap<>();
    private volatile @Nullable Connection session;
    private @Nullable CompletableFuture<Observation> underway;

    /** A reply of a follower, and when it was first seen, in nanoseconds of our clock. */
    private record Reply(@Nullable String time, long seen) {}

    WatchedNode(ClusterView cluster, Host host, Executor threads) {
        this.cluster = cluster;
        this.host = host;
        this.threads = threads;
    }

    /** Asks, or joins who asks already. The answer comes in about {@link #LIMIT}, whatever happens. */
    synchronized CompletableFuture<Observation> ask(Host leader) {
        if (underway == null || underway.isDone()) {
            underway = CompletableFuture.supplyAsync(() -> answer(leader), threads);
        }
        return underway;
    }

    /** Ends the session. */
    void close() {
        CompletableFuture<Observation> last;
        synchronized (this) {
            last = underway;
        }
        if (last == null || last.isDone()) {
            drop();
        } else {
            last.whenComplete((seen, thrown) -> drop()).exceptionally(thrown -> new Silent());
        }
    }

    private Observation answer(Host leader) {
        boolean kept = session != null;
        try {
            return look(leader);
        } catch (SQLException e) {
            drop();
            return kept && !isSilence(e) ? again(leader) : meaning(e);
        }
    }

    /** A session that was kept may have ended without a fault of PostgreSQL: what counts is whether it takes a new one. */
    private Observation again(Host leader) {
        try {
            return look(leader);
        } catch (SQLException e) {
            drop();
            return meaning(e);
        }
    }

    private Observation look(Host leader) throws SQLException {
        Connection open = session;
        if (open == null) {
            open = Sessions.open(cluster, host, Sessions.MAINTENANCE, LIMIT);
            session = open;
        }
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            if (!row.getBoolean(1)) {
                return new Leads(followers(texts(row, 2), texts(row, 3)));
            }
            double heard = row.getDouble(5);
            Duration since = row.wasNull() ? NEVER : Duration.ofMillis((long) Math.max(0, heard));
            return new Stands(leader.ip().equals(row.getString(4)), since);
        }
    }

    private List<Follower> followers(String[] names, String[] times) {
        long now = System.nanoTime();
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].matches("n[1-9][0-9]?")) {
                Reply before = replies.get(names[i]);
                String time = times[i];
                Reply reply = before != null && Objects.equals(before.time, time) ? before : new Reply(time, now);
                replies.put(names[i], reply);
                followers.add(new Follower(new NodeName(names[i]), Duration.ofNanos(now - reply.seen)));
            }
        }
        return followers;
    }

    private static String[] texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? new String[0] : (String[]) array.getArray();
    }

    private static Observation meaning(SQLException e) {
        if (causedBy(e, ConnectException.class)
                && String.valueOf(e.getMessage()).contains("refused")) {
            return new Refused();
        }
        String state = e.getSQLState();
        boolean fromServer = e instanceof PSQLException p && p.getServerErrorMessage() != null;
        return fromServer ? new Busy(state + " " + e.getMessage()) : new Silent();
    }

    private static boolean isSilence(SQLException e) {
        return causedBy(e, SocketTimeoutException.class);
    }

    private static boolean causedBy(Throwable thrown, Class<?> kind) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private void drop() {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException("pgjdbc aborts without errors", e);
            }
        }
    }
}
