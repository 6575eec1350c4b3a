package dev.steward.upgrade;

import dev.steward.instances.Found;
import dev.steward.lifecycle.Phase;
import dev.steward.platform.Asked;
import dev.steward.platform.BrokerError;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Upgrades an instance as a platform does: by an update to its plan's maintenance_info. */
public final class BrokerWorkshop implements Workshop {

    private static final Set<String> NOT_IN_USE =
            Set.of(Phase.CREATING.name(), Phase.FAILED.name(), Phase.DELETING.name());
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Platform platform;
    private final Duration limit;

    /** A whole upgrade is to one edition, and the catalog is large. */
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    /**
     * A workshop.
     *
     * @param limit how long one instance may take, and may be busy with something else before
     */
    public BrokerWorkshop(Platform platform, Duration limit) {
        this.platform = platform;
        this.limit = limit;
    }

    @Override
    public Outcome upgrade(Found instance) {
        if (NOT_IN_USE.contains(instance.state())) {
            return new Outcome.Skipped("it is " + instance.state().toLowerCase(Locale.ROOT));
        }
        try {
            Plan plan = plans.computeIfAbsent(instance.plan(), platform::plan);
            return plan.edition().isEmpty()
                    ? new Outcome.Skipped("the catalog names no maintenance version for " + plan.name())
                    : upgrade(instance.id(), plan);
        } catch (BrokerError e) {
            return new Outcome.Failed(String.valueOf(e.getMessage())); // a sentence
        }
    }

    private Outcome upgrade(String instance, Plan plan) {
        Instant begun = Instant.now();
        Asked asked = onceItIsFree(instance, plan, begun.plus(limit));
        if (asked.finished()) {
            return new Outcome.Current();
        }
        LastOperation last = platform.await(instance, plan, asked, limit, seen -> {});
        return switch (last.state()) {
            case SUCCEEDED -> new Outcome.Upgraded(Duration.between(begun, Instant.now()));
            case FAILED -> new Outcome.Failed(last.description());
            case IN_PROGRESS ->
                new Outcome.Failed("it has not ended within " + limit.toMinutes() + " min: " + last.description());
        };
    }

    /** Its tenant may be changing it. */
    private Asked onceItIsFree(String instance, Plan plan, Instant deadline) {
        while (true) {
            try {
                return platform.upgrade(instance, plan);
            } catch (BrokerError e) {
                if (!e.code().equals("ConcurrencyError") || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerError(0, "", "interrupted while waiting for an instance to be free");
        }
    }
}
