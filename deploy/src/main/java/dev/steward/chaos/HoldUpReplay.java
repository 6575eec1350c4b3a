package dev.steward.chaos;

import dev.steward.lab.Command;
import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.tour.Guide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tenant reads on every standby for long, and changes on the leader what he reads: replay waits for the readers, and
 * with it every order that only the start-up process could carry out.
 */
public record HoldUpReplay() implements Fault {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String HELD_UP = """
            select count(*) from pg_stat_activity where backend_type = 'startup'
              and (wait_event_type in ('Lock', 'BufferPin') or wait_event like 'RecoveryConflict%')""";

    @Override
    public String told() {
        return "a tenant's long query holds up replay on both standbys";
    }

    @Override
    public Mending strike(Scene scene) {
        JdbcDriver driver = new JdbcDriver(scene.binding(), LIMIT);
        List<LabMachine> standbys = scene.cast(Who.STANDBYS);
        List<Session> readers = new ArrayList<>();
        String table = "held_up_" + Long.toHexString(System.nanoTime());
        try (Session owner = driver.open()) {
            owner.run("CREATE TABLE " + table + " (n int)");
            for (LabMachine standby : standbys) {
                readers.add(reader(driver, standby, table));
            }
            owner.run("ALTER TABLE " + table + " ADD COLUMN more int");
        } catch (Unacknowledged e) {
            readers.forEach(Session::close);
            throw new Command.Failed("the tenant can't: " + e.reason());
        }
        boolean held = Guide.watchFor(
                        LIMIT,
                        () -> Optional.of(standbys)
                                .filter(all -> all.stream()
                                        .allMatch(
                                                s -> new Inside(s).sql(HELD_UP).equals("1"))))
                .isPresent();
        scene.note(held ? "replay is held up on both standbys" : "replay goes on");
        return () -> readers.forEach(Session::close);
    }

    /** Has read the table in a transaction that stays open. */
    private static Session reader(JdbcDriver driver, LabMachine standby, String table) throws Unacknowledged {
        Session reader = driver.openAt(standby.ip());
        if (Guide.watchFor(LIMIT, () -> isThere(reader, table)).isEmpty()) {
            throw new Command.Failed("the table does not arrive at " + standby.name());
        }
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        reader.run("SELECT count(*) FROM " + table);
        return reader;
    }

    private static Optional<Boolean> isThere(Session reader, String table) {
        try {
            return Optional.of(reader.run("SELECT to_regclass('" + table + "') IS NOT NULL")
                            .getFirst()
                            .getFirst()
                            .equals("t"))
                    .filter(there -> there);
        } catch (Unacknowledged e) {
            throw new Command.Failed("the standby does not answer the tenant: " + e.reason());
        }
    }
}
