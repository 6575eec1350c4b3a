package dev.steward.chaos;

import dev.steward.lab.Daemon;
import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;
import dev.steward.load.Acknowledgement;
import dev.steward.load.Bank;
import dev.steward.load.Driver;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Load;
import dev.steward.load.PsqlDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.load.WriteSet;
import dev.steward.load.Writes;
import dev.steward.platform.Credentials;
import dev.steward.tour.Guide;
import dev.steward.tour.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A cluster with eight applications at work: where an episode happens. Notes down what happens. */
public final class Scene implements AutoCloseable {

    /** Half of the applications give up soon and look for another server. */
    private static final Duration IMPATIENT = Duration.ofSeconds(2);

    /** The other half stay with a server that does not answer: with one that wakes up they go on. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final Guide guide;
    private final Tenant tenant;
    private final Credentials binding;
    private final Map<String, Daemon> daemons;
    private final List<Writes> writes;
    private final Load load;
    private final List<String> notes = new ArrayList<>();

    private Scene(
            Guide guide,
            Tenant tenant,
            Credentials binding,
            Map<String, Daemon> daemons,
            List<Writes> writes,
            Load load) {
        this.guide = guide;
        this.tenant = tenant;
        this.binding = binding;
        this.daemons = daemons;
        this.writes = writes;
        this.load = load;
    }

    /**
     * Makes the tables and starts the applications.
     *
     * @param act a number that no other scene of this cluster has
     */
    static Scene set(Guide guide, Tenant tenant, Credentials binding, Map<String, Daemon> daemons, int act)
            throws Unacknowledged {
        List<Writes> writes = List.of(new WriteSet("numbers_" + act), new Bank("bank_" + act));
        List<Driver> drivers = List.of(new JdbcDriver(binding, IMPATIENT), new PsqlDriver(binding, PATIENT));
        try (Session session = new JdbcDriver(binding, PATIENT).open()) {
            for (Writes each : writes) {
                each.create(session);
            }
        }
        return new Scene(guide, tenant, binding, daemons, writes, Load.start(writes, drivers, 2));
    }

    public Lab lab() {
        return guide.lab();
    }

    Guide guide() {
        return guide;
    }

    Tenant tenant() {
        return tenant;
    }

    Credentials binding() {
        return binding;
    }

    List<Writes> writes() {
        return writes;
    }

    Load load() {
        return load;
    }

    Daemon daemon(String name) {
        Daemon daemon = daemons.get(name);
        if (daemon == null) {
            throw new IllegalStateException("no daemon " + name + " to kill");
        }
        return daemon;
    }

    Map<String, Daemon> daemons() {
        return daemons;
    }

    /** Its machines, one a node. */
    List<LabMachine> machines() {
        return guide.lab().machines(tenant.id());
    }

    /** The machine that took the last write. */
    LabMachine leader() {
        String ip = load.acknowledged().last().map(Acknowledgement::server).orElse("");
        return machines().stream()
                .filter(m -> m.ip().equals(ip))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no machine at " + ip + ", which took the last write"));
    }

    /** The machines that play this part now. */
    List<LabMachine> cast(Who who) {
        LabMachine leader = leader();
        List<LabMachine> standbys =
                machines().stream().filter(m -> !m.ip().equals(leader.ip())).toList();
        return switch (who) {
            case LEADER -> List.of(leader);
            case STANDBY -> standbys.subList(0, 1);
            case STANDBYS -> standbys;
            case LEADER_AND_STANDBY -> List.of(leader, standbys.getFirst());
            case EVERYBODY -> machines();
        };
    }

    /** Waits until every application was told of a write that it asked for after this moment. */
    Optional<Duration> everybodyWritesAfter(Duration moment, Duration limit) {
        return Guide.watchFor(
                limit,
                () -> Optional.of(load.acknowledged().after(moment))
                        .filter(told -> load.writers().stream()
                                .allMatch(writer -> told.all().stream()
                                        .anyMatch(a -> a.writer().equals(writer)
                                                && a.sent().compareTo(moment) > 0)))
                        .map(told -> load.now()));
    }

    /** Keeps a sentence, with its time. */
    public void note(String sentence) {
        notes.add(String.format(Locale.ROOT, "%8.3f s  %s", load.now().toMillis() / 1000.0, sentence));
        guide.story().say("  " + sentence);
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        load.close();
    }
}
