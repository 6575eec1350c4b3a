package dev.steward.broker.parameters;

import dev.steward.broker.parameters.Shape.Choice;
import dev.steward.broker.parameters.Shape.Decimal;
import dev.steward.broker.parameters.Shape.Field;
import dev.steward.broker.parameters.Shape.Fields;
import dev.steward.broker.parameters.Shape.Flag;
import dev.steward.broker.parameters.Shape.Whole;
import dev.steward.machines.MachineSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of PostgreSQL that a tenant may choose, by PostgreSQL's own names, in PostgreSQL's own units, within
 * bounds that leave a machine of its size alive. What our promises rest on is not among them.
 */
final class PostgresqlSettings {

    private static final long KIB = 1024;
    private static final long DAY_MILLIS = 86_400_000;

    private final Map<String, Field> fields = new TreeMap<>();

    private PostgresqlSettings() {}

    static Fields of(MachineSize size, int diskGib) {
        PostgresqlSettings settings = new PostgresqlSettings();
        settings.timeouts();
        settings.memory(size.memoryMib() * KIB, diskGib * KIB * KIB);
        settings.planning(size);
        settings.vacuuming();
        settings.capacities(size);
        return new Fields(settings.fields);
    }

    private void timeouts() {
        reload("statement_timeout", "ms a statement may take; 0: any time", new Whole(0, DAY_MILLIS));
        reload("lock_timeout", "ms a statement waits for a lock; 0: any time", new Whole(0, DAY_MILLIS));
        reload(
                "idle_in_transaction_session_timeout",
                "ms a session may be idle within a transaction; 0: any time",
                new Whole(0, DAY_MILLIS));
        reload(
                "idle_session_timeout",
                "ms a session may be idle; any time when it is left out", // shorter, it would part standbys from
                // leaders
                new Whole(10_000, 7 * DAY_MILLIS));
        reload("deadlock_timeout", "ms until a wait for a lock is looked into", new Whole(100, 60_000));
    }

    private void memory(long machine, long disk) {
        reload("work_mem", "kB for each sort or hash of a query", new Whole(64, machine / 8));
        reload("maintenance_work_mem", "kB for VACUUM and for making indexes", new Whole(1024, machine / 4));
        reload("temp_file_limit", "kB of temporary files of one process", new Whole(0, disk / 4));
    }

    private void planning(MachineSize size) {
        reload("random_page_cost", "cost of a page that is read out of order", new Decimal(0.1, 100));
        reload("default_statistics_target", "how exactly columns are measured", new Whole(1, 10_000));
        reload("jit", "whether long queries are compiled", new Flag());
        reload(
                "max_parallel_workers_per_gather",
                "processes that help one query",
                new Whole(0, Math.max(1, Math.round(size.cpus() * 2))));
        reload(
                "default_transaction_isolation",
                "how strictly transactions are kept apart",
                new Choice(List.of("read committed", "repeatable read", "serializable")));
        reload("default_transaction_read_only", "whether transactions may only read, unless they say else", new Flag());
    }

    private void vacuuming() {
        reload("autovacuum_naptime", "s between two looks for what to clean", new Whole(1, 3600));
        reload("autovacuum_vacuum_scale_factor", "share of a table that has to be dead", new Decimal(0, 1));
        reload("autovacuum_analyze_scale_factor", "share of a table that has to have changed", new Decimal(0, 1));
        reload("autovacuum_vacuum_cost_limit", "work between two pauses; -1: by default", new Whole(-1, 10_000));
    }

    private void capacities(MachineSize size) {
        restart(
                "max_connections",
                "sessions at the same time",
                new Whole(20, Math.clamp(size.memoryMib() / 4, 100, 1000)));
        restart("max_locks_per_transaction", "room for locks, for each session", new Whole(64, 1024));
        restart("track_activity_query_size", "bytes of a query that are shown", new Whole(100, 16_384));
        restart("autovacuum_max_workers", "processes that clean at the same time", new Whole(1, 10));
    }

    private void reload(String name, String what, Shape shape) {
        fields.put(name, new Field(what + " (takes effect at once)", shape));
    }

    private void restart(String name, String what, Shape shape) {
        fields.put(name, new Field(what + " (takes effect by a restart)", shape));
    }
}
