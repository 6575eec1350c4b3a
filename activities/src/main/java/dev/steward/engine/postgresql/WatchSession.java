package dev.steward.engine.postgresql;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Busy;
import dev.steward.cluster.Observation.Full;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.node.ClusterTls;
import dev.steward.node.Handshakes;
import dev.steward.watch.NodeSession;
import dev.steward.watch.Unanswered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the watch asks a PostgreSQL: by one session that stays open, in which the question is prepared. */
final class WatchSession implements NodeSession {

    private static final Logger LOG = LoggerFactory.getLogger(WatchSession.class);

    /** Opening a session may take longer than an ask: one that was broken off would have to begin anew. */
    private static final Duration OPENING = Duration.ofSeconds(3);

    private static final Duration NEVER = Duration.ofDays(1);

    /** A row of three texts: a leader's position and followers, or a standby's receiver. What is not asked for is not run. */
    private static final String ASK = """
            select case when pg_is_in_recovery() then null else pg_current_wal_flush_lsn()::text end,
              case when pg_is_in_recovery() then null else (
                select string_agg(concat_ws(' ', coalesce(extract(epoch from reply_time)::text, '-'),
                    coalesce(flush_lsn, '0/0'), coalesce(replay_lsn, '0/0'), application_name), E'\\n')
                from pg_stat_replication where state = 'streaming') end,
              case when pg_is_in_recovery() then (
                select concat_ws(' ', status,
                    coalesce((extract(epoch from clock_timestamp() - last_msg_receipt_time) * 1000)::bigint, -1),
                    sender_host)
                from pg_stat_wal_receiver) end
            """;

    private final ClusterView cluster;
    private final Host host;
    private final Handshakes.Turn turn;
    private final Replies replies = new Replies();
    private volatile @Nullable Asking session;

    /** A session and the question, which the server has understood once and for all. */
    private record Asking(Connection connection, PreparedStatement question) {
        static Asking in(Connection connection) throws SQLException {
            return new Asking(connection, connection.prepareStatement(ASK));
        }
    }

    WatchSession(ClusterView cluster, Host host, ClusterTls tls, Handshakes handshakes) {
        this.cluster = cluster;
        this.host = host;
        turn = handshakes.turn(tls);
    }

    @Override
    public Observation ask(Host leader) {
        boolean kept = session != null;
        try {
            return look(leader);
        } catch (SQLException e) {
            drop();
            return kept && !Unanswered.isSilence(e) ? again(leader) : meaning(e);
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

    /**
     * A backend whose postmaster was killed says so and exits. A notice is passed over; a change of a setting that is told
     * counts as an end.
     */
    @Override
    public boolean endsWithin(Duration limit) {
        Asking open = session;
        if (open == null) {
            return true;
        }
        try {
            open.connection.unwrap(PGConnection.class).getNotifications((int) limit.toMillis());
            return false;
        } catch (SQLException e) {
            LOG.debug("{}: the session to {} has ended: {}", cluster.id(), host.node(), e.getMessage());
            drop();
            return true;
        }
    }

    private Observation look(Host leader) throws SQLException {
        Asking open = session;
        if (open == null) {
            open = Asking.in(open());
            session = open;
        }
        try (ResultSet row = open.question.executeQuery()) {
            row.next();
            String wrote = row.getString(1);
            return wrote == null
                    ? standby(row.getString(3), leader)
                    : new Leads(Lsn.parse(wrote), replies.read(text(row.getString(2)), System.nanoTime()));
        }
    }

    private Connection open() throws SQLException {
        Connection opened = turn.open(() -> Sessions.open(cluster, host, Sessions.MAINTENANCE, OPENING));
        opened.setNetworkTimeout(Runnable::run, (int) LIMIT.toMillis());
        return opened;
    }

    private static Observation standby(@Nullable String receiver, Host leader) {
        String[] words = text(receiver).split(" ", 3);
        if (words.length < 3) {
            return new Stands(false, NEVER);
        }
        long heard = Long.parseLong(words[1]);
        boolean streams = words[0].equals("streaming") && words[2].equals(leader.ip());
        return new Stands(streams, heard < 0 ? NEVER : Duration.ofMillis(heard));
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static Observation meaning(SQLException e) {
        if (Unanswered.isRefusal(e)) {
            return new Refused();
        }
        String state = e.getSQLState();
        if (Sessions.isCrowdedOut(e)) {
            return new Full();
        }
        boolean fromServer = e instanceof PSQLException p && p.getServerErrorMessage() != null;
        return fromServer ? new Busy(state + " " + e.getMessage()) : new Silent();
    }

    @Override
    public boolean waits() {
        return turn.waits();
    }

    @Override
    public void end() {
        drop();
    }

    private void drop() {
        Asking open = session;
        session = null;
        if (open != null) {
            try {
                open.connection.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException("pgjdbc aborts without errors", e);
            }
        }
    }
}
