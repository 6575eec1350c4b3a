package dev.steward.tour;

import dev.steward.lab.LabMachine;
import dev.steward.load.Acknowledgement;
import dev.steward.load.Acknowledgements;
import dev.steward.load.Acknowledgements.Reign;
import dev.steward.load.Audit;
import dev.steward.load.Driver;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Load;
import dev.steward.load.PsqlDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.load.WriteSet;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An instance under load: applications write to it while things happen to it. */
final class Stage implements AutoCloseable {

    private static final WriteSet WRITES = new WriteSet("tour_writes");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Guide guide;
    private final Tenant tenant;
    private final Credentials binding;
    private final Load load;

    private Stage(Guide guide, Tenant tenant, Credentials binding, Load load) {
        this.guide = guide;
        this.tenant = tenant;
        this.binding = binding;
        this.load = load;
    }

    /** Makes the table and starts writers, each over both drivers, and sees all of them write. */
    static Stage set(Guide guide, Tenant tenant, Credentials binding, int each) {
        List<Driver> drivers = List.of(new JdbcDriver(binding), new PsqlDriver(binding));
        try (Session session = drivers.getFirst().open()) {
            WRITES.create(session);
        } catch (Unacknowledged e) {
            throw guide.unmet("the binding to let an application make a table", e.reason(), tenant.id());
        }
        Stage stage = new Stage(guide, tenant, binding, Load.start(WRITES, drivers, each));
        stage.everybodyWritesAfter(Duration.ZERO);
        guide.story()
                .good(stage.load.writers().size() + " writers write, knowing nothing but the binding: "
                        + String.join(", ", stage.load.writers()));
        return stage;
    }

    Load load() {
        return load;
    }

    /** The machine that takes the writes now. */
    LabMachine leader() {
        String ip = load.acknowledged().last().map(Acknowledgement::server).orElse("nobody");
        return guide.lab().machines(tenant.id()).stream()
                .filter(m -> m.ip().equals(ip))
                .findFirst()
                .orElseThrow(() -> guide.unmet(
                        "Docker to know the machine that takes the writes",
                        "none of the cluster's machines has the address " + ip,
                        tenant.id()));
    }

    /** Waits until a write is acknowledged after a fault that every writer feels. */
    Acknowledgement firstAfterFault(long failuresBefore, Duration fault) {
        Optional<Long> felt = Guide.watchFor(
                LIMIT,
                () -> Optional.of(load.failures())
                        .filter(f -> f >= failuresBefore + load.writers().size()));
        if (felt.isEmpty()) {
            throw guide.unmet("the writers to feel the fault", "they went on writing", tenant.id());
        }
        return writesAfter(fault);
    }

    /** Waits until every writer is told again that a write is done. */
    Duration everybodyWritesAfter(Duration moment) {
        for (String writer : load.writers()) {
            var told = Guide.watchFor(
                    LIMIT,
                    () -> load.acknowledged().of(writer).after(moment).all().stream()
                            .findFirst());
            if (told.isEmpty()) {
                throw guide.unmet(
                        writer + " to write within " + LIMIT.toSeconds() + " s", load.troubles(), tenant.id());
            }
        }
        return load.now();
    }

    private Acknowledgement writesAfter(Duration moment) {
        return Guide.watchFor(
                        LIMIT,
                        () -> load.acknowledged().after(moment).all().stream().findFirst())
                .orElseThrow(() -> guide.unmet("writes to go on", load.troubles(), tenant.id()));
    }

    /** Waits until another node than this acknowledges. */
    Acknowledgement firstNotBy(String server, Duration after) {
        return Guide.watchFor(
                        LIMIT,
                        () -> load.acknowledged().after(after).all().stream()
                                .filter(a -> !a.server().equals(server))
                                .findFirst())
                .orElseThrow(() -> guide.unmet(
                        "another node to take the writes within " + LIMIT.toSeconds() + " s",
                        "none did (" + load.troubles() + ")",
                        tenant.id()));
    }

    /** Compares what the writers were told with what is there, read by way of this binding. */
    Audit audit(Credentials reader) {
        Acknowledgements told = load.acknowledged();
        try (Session session = new JdbcDriver(reader).open()) {
            Audit audit = Audit.of(told, WRITES.read(session));
            if (!audit.clean()) {
                throw guide.unmet(
                        "every acknowledged write to be there exactly once",
                        audit.lost().size() + " of " + audit.acknowledged() + " are lost ("
                                + some(audit.lost()) + "), "
                                + audit.duplicated().size() + " are there twice ("
                                + some(audit.duplicated()) + ")",
                        tenant.id());
            }
            return audit;
        } catch (Unacknowledged e) {
            throw guide.unmet("the data to be readable", e.reason(), tenant.id());
        }
    }

    Audit audit() {
        return audit(binding);
    }

    /** Who acknowledged when, and that nobody did so in another's time. */
    void oneLeaderAtATime() {
        for (Reign reign : load.acknowledged().reigns()) {
            guide.story()
                    .say("  " + reign.server() + " on timeline " + reign.timeline() + ": " + reign.writes()
                            + " writes");
        }
        if (load.acknowledged().hadTwoLeadersAtOnce()) {
            throw guide.unmet(
                    "one node at a time to acknowledge",
                    "two did: " + load.acknowledged().reigns(),
                    tenant.id());
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size())));
    }

    @Override
    public void close() {
        load.close();
    }
}
