package dev.steward.engine.postgresql;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.trouble.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The barrier of a joint change (rules 18 and 19): after it, commits are confirmed by the new set alone, and it has all
 * that was acknowledged under the old one. Begins when a fresh session already shows the new names.
 */
final class RedundancyChange {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** So long a command that began unprotected may go on before its session is ended. */
    private static final Duration COURTESY = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 20;

    private final Connection leader;
    private final List<Redundancy> from;
    private final Redundancy to;
    private Instant deadline = Instant.now().plus(PATIENCE);

    /**
     * Prepares it.
     *
     * @param from everyone who may have confirmed until now: changes that were begun and may have happened count
     */
    RedundancyChange(Connection leader, List<Redundancy> from, Redundancy to) {
        this.leader = leader;
        this.from = from;
        this.to = to;
    }

    /** Returns when the change is true of every process. */
    void complete() throws SQLException {
        if (to.standbys().isEmpty()) {
            return;
        }
        endWalsenders();
        if (from.contains(Redundancy.NONE)) {
            endUnprotected();
        }
        // something new is written first: who has flushed past it has replied since, whatever the clocks say
        Sessions.execute(leader, "set synchronous_commit = local");
        Sessions.execute(leader, "select pg_logical_emit_message(true, 'steward', 'barrier')");
        String position = Sessions.text(leader, "select pg_current_wal_flush_lsn()");
        await(to.confirmations() + " of " + to.standbys() + " have flushed " + position, """
                select count(*) >= %d from pg_stat_replication
                where application_name in (%s) and state = 'streaming' and flush_lsn >= '%s'::pg_lsn
                """.formatted(
                        to.confirmations(), names(to.standbys()), position));
        List<NodeName> added = to.standbys().stream()
                .filter(n -> !from.stream().allMatch(r -> r.includes(n)))
                .toList();
        if (!added.isEmpty()) {
            await(added + " stream and have flushed " + position, """
                    select count(*) = %d from pg_stat_replication where application_name in (%s) and state = 'streaming'
                    and flush_lsn >= '%s'::pg_lsn
                    """.formatted(added.size(), names(added), position));
        }
    }

    /**
     * A walsender reads the new names when it comes to it; until then it may release a commit by older ones, and not only
     * by the last. So every one ends that is not to confirm any more, and all of them when more have to. Copies go on.
     */
    private void endWalsenders() throws SQLException {
        boolean moreConfirm = from.stream().anyMatch(r -> to.confirmations() > r.confirmations());
        String staying = moreConfirm ? "" : " and application_name not in (" + names(to.standbys()) + ")";
        String left = Sessions.text(
                leader,
                "select count(*) filter (where not pg_terminate_backend(pid, 5000)) from pg_stat_replication"
                        + " where application_name ~ '^n[1-9][0-9]?$'" + staying);
        if (!left.equals("0")) {
            throw late("the walsenders of those who confirm no more have ended");
        }
    }

    /** From nobody to somebody takes effect with the checkpointer; commands that began before it may not wait. */
    private void endUnprotected() throws SQLException {
        Sessions.execute(leader, "checkpoint");
        deadline = Instant.now().plus(PATIENCE);
        String before = """
                from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
                  and state = 'active' and query_start < '%s'::timestamptz
                """.formatted(Sessions.text(leader, "select clock_timestamp()"));
        String none = "select not exists (select " + before + ")";
        Instant patience = Instant.now().plus(COURTESY);
        while (Instant.now().isBefore(patience) && !Sessions.text(leader, none).equals("t")) {
            pause();
        }
        // a tenant's endless query must not keep everybody unprotected for ever
        Sessions.text(leader, "select count(pg_terminate_backend(pid, 1000)) " + before);
        await("no command that began unprotected is still running", none);
    }

    private void await(String what, String condition) throws SQLException {
        while (!Sessions.text(leader, condition).equals("t")) {
            if (Instant.now().isAfter(deadline)) {
                throw late(what);
            }
            pause();
        }
    }

    private RuntimeException late(String what) {
        return Trouble.unavailable(
                        "The database's copies are not yet in step.",
                        "from " + from + " to " + to + ": not yet true that " + what)
                .failure();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.unavailable("It was interrupted.", "the worker stops").failure(e);
        }
    }

    private static String names(List<NodeName> nodes) {
        return nodes.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    }
}
