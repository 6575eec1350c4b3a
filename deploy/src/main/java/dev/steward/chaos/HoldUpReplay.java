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
        try (Session owner = driver.open()) {
            owner.run("DROP TABLE IF EXISTS held_up");
            owner.run("CREATE TABLE held_up (n int)");
            for (LabMachine standby : standbys) {
                readers.add(reader(driver, standby));
            }
            owner.run("ALTER TABLE held_up ADD COLUMN more int");
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
    private static Session reader(JdbcDriver driver, LabMachine standby) throws Unacknowledged {
        Session reader = driver.openAt(standby.ip());
        if (Guide.watchFor(LIMIT, () -> isThere(reader)).isEmpty()) {
            throw new Command.Failed("the table does not arrive at " + standby.name());
        }
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        reader.run("SELECT count(*) FROM held_up");
        return reader;
    }

    private static Optional<Boolean> isThere(Session reader) {
        try {
            return Optional.of(reader.run("SELECT to_regclass('held_up') IS NOT NULL")
                            .getFirst()
                            .getFirst()
                            .equals("t"))
                    .filter(there -> there);
        } catch (Unacknowledged e) {
            throw new Command.Failed("the standby does not answer the tenant: " + e.reason());
        }
    }
}
