package dev.steward.upgrade;

import dev.steward.instances.Found;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades many instances: the canaries one after the other, then the others side by side. After a failure none is begun
 * any more; those that have begun are brought to their end.
 */
public final class Upgrade {

    private final Workshop workshop;
    private final Pace pace;
    private final BiConsumer<Found, Outcome> told;
    private final Deque<Found> waiting;
    private final Map<Found, Outcome> outcomes = new LinkedHashMap<>();
    private boolean failed;

    private Upgrade(Collection<Found> instances, Pace pace, Workshop workshop, BiConsumer<Found, Outcome> told) {
        this.workshop = workshop;
        this.pace = pace;
        this.told = told;
        waiting = new ArrayDeque<>(instances);
        instances.forEach(i -> outcomes.put(i, new Outcome.NotBegun()));
    }

    /**
     * Upgrades them.
     *
     * @param told is told of each as it ends, one at a time
     * @return what became of each, in their order
     */
    public static Map<Found, Outcome> of(
            Collection<Found> instances, Pace pace, Workshop workshop, BiConsumer<Found, Outcome> told) {
        Upgrade upgrade = new Upgrade(instances, pace, workshop, told);
        upgrade.canaries();
        upgrade.others();
        return upgrade.outcomes;
    }

    /** Only one that had to be upgraded proves anything. */
    private void canaries() {
        int proven = 0;
        while (proven < pace.canary()) {
            Found next = next();
            if (next == null) {
                return;
            }
            if (upgraded(next) instanceof Outcome.Upgraded) {
                proven++;
            }
        }
    }

    private void others() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < pace.parallel(); i++) {
                threads.execute(this::oneAfterTheOther);
            }
        }
    }

    private void oneAfterTheOther() {
        for (Found next = next(); next != null; next = next()) {
            upgraded(next);
        }
    }

    /** Whatever goes wrong with one is a failure: none may be passed over. */
    private Outcome upgraded(Found instance) {
        try {
            return ended(instance, workshop.upgrade(instance));
        } catch (RuntimeException e) {
            return ended(instance, new Outcome.Failed(e.toString()));
        }
    }

    private synchronized @Nullable Found next() {
        return failed ? null : waiting.poll();
    }

    private synchronized Outcome ended(Found instance, Outcome outcome) {
        failed |= outcome instanceof Outcome.Failed;
        outcomes.put(instance, outcome);
        told.accept(instance, outcome);
        return outcome;
    }
}
