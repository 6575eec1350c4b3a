package dev.steward.bench;

import dev.steward.load.Audit;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Load;
import dev.steward.load.Patience;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.load.WriteSet;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.util.List;

/** The table into which the writers of a benchmark write, and what they find there afterwards. */
final class Ledger {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TABLE = "bench_writes";
    private static final WriteSet WRITES = new WriteSet(TABLE);

    private final Credentials binding;

    Ledger(Credentials binding) {
        this.binding = binding;
    }

    /** Empties the table, starts writers over pgjdbc and returns when each of them has written. */
    Load open(int writers) {
        on(this::emptied);
        Load load = Load.start(WRITES, List.of(new JdbcDriver(binding, Patience.LEAST)), writers);
        if (!Waiting.until(LIMIT, () -> everybodyWrote(load, Duration.ZERO))) {
            String troubles = load.troubles();
            load.close();
            throw new Spoilt("not every writer could write before the fault: " + troubles);
        }
        return load;
    }

    /** Not by IF EXISTS, whose notice would be taken for a trouble. */
    private boolean emptied(Session session) throws Unacknowledged {
        boolean exists = !session.run("SELECT to_regclass('" + TABLE + "')")
                .getFirst()
                .getFirst()
                .isEmpty();
        if (exists) {
            session.run("DROP TABLE " + TABLE);
        }
        WRITES.create(session);
        return exists;
    }

    /** Whether each writer was told after this moment that a write is done. */
    static boolean everybodyWrote(Load load, Duration after) {
        var told = load.acknowledged().after(after);
        return load.writers().stream()
                .allMatch(w -> told.all().stream().anyMatch(a -> a.writer().equals(w)));
    }

    /** Compares what the writers, who have ended, were told with what is there. */
    Audit audit(Load ended) {
        return Audit.of(ended.acknowledged(), on(WRITES::read));
    }

    private interface Work<T> {
        T with(Session session) throws Unacknowledged;
    }

    private <T> T on(Work<T> work) {
        try (Session session = new JdbcDriver(binding).open()) {
            return work.with(session);
        } catch (Unacknowledged e) {
            throw new Spoilt("the database does not answer: " + e.reason());
        }
    }
}
