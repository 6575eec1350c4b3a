package dev.steward.engine.postgresql;

import dev.steward.cluster.NodeName;
import dev.steward.trouble.Trouble;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a standby can take over at once (rule 23), and what makes that short. */
final class Rehearsal {

    /** What a standby may be behind, in bytes of log: it catches up with that in a moment. */
    private static final long CLOSE = 16L << 20;

    private static final String STANDING = """
            select pg_is_in_recovery(),
              coalesce((select sender_host from pg_stat_wal_receiver where status = 'streaming'), ''),
              pg_last_wal_receive_lsn() - pg_last_wal_replay_lsn(),
              exists (select from pg_stat_activity where backend_type = 'startup'
                and (wait_event_type in ('Lock', 'BufferPin') or wait_event like 'RecoveryConflict%'))
            """;

    private final NodeName candidate;
    private final String leader;

    Rehearsal(NodeName candidate, String leaderIp) {
        this.candidate = candidate;
        leader = leaderIp;
    }

    /** Sees that it could, and has it write down what it has in memory: its own shutdown later is not what takes time. */
    boolean prepare(Connection session) throws SQLException {
        isReady(session);
        Sessions.execute(session, "checkpoint");
        return true;
    }

    boolean isReady(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet standing = statement.executeQuery(STANDING)) {
            standing.next();
            require(standing.getBoolean(1), "it is no standby");
            require(leader.equals(standing.getString(2)), "it does not stream from the leader");
            require(standing.getLong(3) <= CLOSE, "it is " + standing.getLong(3) + " bytes behind");
            require(!standing.getBoolean(4), "a query holds up its replay");
        }
        return true;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw Trouble.unavailable("The standby can't take over now.", candidate + " can't take over: " + otherwise)
                    .failure();
        }
    }
}
