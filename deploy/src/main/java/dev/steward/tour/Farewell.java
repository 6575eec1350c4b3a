package dev.steward.tour;

import static dev.steward.tour.Story.told;

import dev.steward.lab.Disks;
import dev.steward.load.Driver;
import dev.steward.load.JdbcDriver;
import dev.steward.load.PsqlDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.machines.Owner;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Unbind, deprovision, and proof that nothing is left. */
final class Farewell {

    private final Guide guide;
    private final String installation;
    private final Measures measures;

    Farewell(Guide guide, String installation, Measures measures) {
        this.guide = guide;
        this.installation = installation;
        this.measures = measures;
    }

    void run(Tenant cluster, Tenant single) {
        unbind(cluster);
        guide.story().chapter("deprovision");
        Duration time = cluster.deprovision();
        measures.seconds("deprovision_s", time);
        guide.story().good("the cluster is gone after " + told(time));
        single.unbind("app");
        guide.story().good("the single instance is gone after " + told(single.deprovision()));
        nothingLeft(List.of(cluster, single));
    }

    /** Binding again is answered by the same credentials: they show what an application still holds after unbind. */
    private void unbind(Tenant tenant) {
        guide.story().chapter("unbind");
        Credentials app = tenant.bind("app");
        List<Driver> drivers = List.of(new JdbcDriver(app), new PsqlDriver(app));
        try (Session held = drivers.getFirst().open()) {
            tenant.unbind("app");
            expectEnded(tenant, held);
        } catch (Unacknowledged e) {
            throw guide.unmet("the binding to work until it is taken away", e.reason(), tenant.id());
        }
        drivers.forEach(driver -> expectRefused(tenant, driver));
        guide.story().good("its session was ended, and the old credentials are refused");
        tenant.unbind("auditor");
    }

    private void expectEnded(Tenant tenant, Session held) {
        try {
            held.run("SELECT 1");
        } catch (Unacknowledged ended) {
            return;
        }
        throw guide.unmet("unbind to end the binding's sessions", "one still answers", tenant.id());
    }

    private void expectRefused(Tenant tenant, Driver driver) {
        try (Session open = driver.open()) {
            open.run("SELECT 1");
        } catch (Unacknowledged e) {
            if (e.isRefused()) {
                return;
            }
            throw guide.unmet(driver.name() + " to be refused with the old credentials", e.reason(), tenant.id());
        }
        throw guide.unmet(driver.name() + " to be refused with the old credentials", "it got in", tenant.id());
    }

    private void nothingLeft(List<Tenant> tenants) {
        guide.story().chapter("look for what is left");
        List<String> left = new ArrayList<>();
        for (Tenant tenant : tenants) {
            left.addAll(guide.lab().leftovers(tenant.id()));
            left.addAll(Disks.files(guide.disks(), new Owner(tenant.id()).key(installation)));
            if (!tenant.isGone()) {
                left.add("instance " + tenant.id() + " at the broker");
            }
        }
        measures.leftovers(left.size());
        if (!left.isEmpty()) {
            throw guide.unmet(
                    "nothing to be left",
                    String.join(", ", left),
                    tenants.getFirst().id());
        }
        guide.story().good("no container, network, volume, loop device or disk file; the broker answers 404");
    }
}
