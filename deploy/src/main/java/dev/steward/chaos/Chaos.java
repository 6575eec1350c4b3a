package dev.steward.chaos;

import static dev.steward.tour.Story.told;

import dev.steward.lab.Daemon;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.platform.BrokerError;
import dev.steward.platform.Credentials;
import dev.steward.tour.Guide;
import dev.steward.tour.Tenant;
import dev.steward.tour.Unmet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of episodes, one after the other on one cluster; one that did not come back is replaced by a new one. */
public final class Chaos implements AutoCloseable {

    private static final String PLAN = "cluster-small";

    private final Guide guide;
    private final Map<String, Daemon> daemons;
    private final Path evidence;
    private final Chronicle chronicle;
    private final Duration limit;
    private Optional<Mutant> mutant = Optional.empty();
    private @Nullable Tenant tenant;
    private @Nullable Credentials binding;
    private Past past = new Past();
    private int act;

    /**
     * A run.
     *
     * @param daemons of the control plane, by their names
     * @param evidence the folder in which what ended badly is kept
     * @param limit how long a cluster may take to be whole again
     */
    public Chaos(Guide guide, Map<String, Daemon> daemons, Path evidence, Duration limit) {
        this.guide = guide;
        this.daemons = Map.copyOf(daemons);
        this.evidence = evidence;
        this.limit = limit;
        this.chronicle = new Chronicle(limit);
    }

    /** From now on clusters are broken in this way before each episode. */
    public void breakBy(Mutant how) {
        mutant = Optional.of(how);
    }

    /** What has come of it so far. */
    public Chronicle chronicle() {
        return chronicle;
    }

    /** Plays an episode. Each cluster starts whole. */
    public Outcome play(Episode episode) {
        act++;
        guide.story().chapter(act + ": " + episode.name());
        guide.story().say(episode.told());
        Tenant host = tenant == null ? ordered() : tenant;
        Credentials app = binding == null ? host.bind("app") : binding;
        tenant = host;
        binding = app;
        try (Scene scene = Scene.set(guide, host, app, daemons, act)) {
            mutant.ifPresent(m -> m.apply(scene));
            return played(scene, episode);
        } catch (Unacknowledged e) {
            throw new Unmet("a whole cluster to take tables", e.reason(), "deploy/steward logs");
        }
    }

    private Tenant ordered() {
        Tenant ordered = Tenant.of(guide, PLAN, "chaos");
        Duration time = ordered.provision();
        guide.story().say("a cluster of three, made in " + told(time) + ": " + ordered.id());
        return ordered;
    }

    private Outcome played(Scene scene, Episode episode) {
        Performance performance = new Performance(scene, episode, limit);
        Outcome outcome = performance.run();
        chronicle.add(outcome);
        if (outcome.isFine()) {
            past.add(scene.writes(), scene.load().acknowledged());
            guide.story()
                    .good(outcome.acknowledged() + " writes acknowledged and there; gap " + told(outcome.gap())
                            + ", redundancy after "
                            + outcome.whole().map(w -> told(w)).orElse("-"));
        } else {
            Path kept =
                    new Evidence(scene, evidence.resolve(act + "-" + episode.name())).keep(outcome, performance.lost());
            outcome.complaints().forEach(guide.story()::bad);
            guide.story().say("kept: " + kept);
            giveUp();
        }
        return outcome;
    }

    /** What was acknowledged in earlier episodes is looked for once more, at the end of their cluster. */
    private void lookBack() {
        Credentials app = binding;
        if (app == null) {
            return;
        }
        try (Session session = new JdbcDriver(app, limit).open()) {
            List<String> lost = past.lost(session);
            chronicle.addLostLater(lost.size());
            if (!lost.isEmpty()) {
                guide.story()
                        .bad(lost.size() + " writes of earlier episodes are lost: "
                                + lost.subList(0, Math.min(5, lost.size())));
            }
        } catch (Unacknowledged e) {
            guide.story().bad("earlier episodes can't be looked at: " + e.reason());
        }
    }

    private void giveUp() {
        lookBack();
        past = new Past();
        Tenant leaving = tenant;
        tenant = null;
        binding = null;
        if (leaving != null) {
            try {
                leaving.deprovision();
            } catch (Unmet | BrokerError e) {
                guide.story().bad(leaving.id() + " could not be removed: " + e.getMessage());
            }
        }
    }

    /** Looks back at everything, and gives the cluster back. */
    @Override
    public void close() {
        giveUp();
    }
}
