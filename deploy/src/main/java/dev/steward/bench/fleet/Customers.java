package dev.steward.bench.fleet;

import dev.steward.bench.Results;
import dev.steward.bench.Waiting;
import dev.steward.platform.Asked;
import dev.steward.platform.BrokerError;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Whoever orders instances and asks for them, as a platform does. */
final class Customers {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(9);

    private static final int UNAVAILABLE = 503;
    private static final int TRIALS = 20;

    private final Platform platform;
    private final Plan plan;
    private final Map<String, Asked> orders = new ConcurrentHashMap<>();

    Customers(Platform platform, Plan plan) {
        this.platform = platform;
        this.plan = plan;
    }

    /**
     * Returns when the order is accepted.
     *
     * @return how often it was turned away before, to be made again
     */
    int order(String instance) {
        for (int turnedAway = 0; ; turnedAway++) {
            try {
                orders.put(instance, platform.provision(instance, plan));
                return turnedAway;
            } catch (BrokerError e) {
                if (e.status() != UNAVAILABLE || turnedAway == TRIALS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns when it has succeeded.
     *
     * @throws IllegalStateException when it has not, or not in time
     */
    void await(String instance) {
        Instant end = Instant.now().plus(LIMIT);
        while (true) {
            LastOperation last = last(instance);
            if (last.state() == LastOperation.State.SUCCEEDED) {
                return;
            }
            if (last.state() == LastOperation.State.FAILED || Instant.now().isAfter(end)) {
                throw new IllegalStateException(instance + " was not made: " + last);
            }
            Waiting.rest(POLL);
        }
    }

    private LastOperation last(String instance) {
        return platform.lastOperation(
                instance, plan, Optional.ofNullable(orders.get(instance)).orElseThrow());
    }

    /** Whether the broker knows it: its order has succeeded, and it can be fetched. */
    boolean has(String instance) {
        platform.fetch(instance);
        return last(instance).state() == LastOperation.State.SUCCEEDED;
    }

    /**
     * Asks for instances of chance, several at a time with pauses, and adds how long each answer took; one that is turned
     * away is a failure, and is counted.
     */
    void ask(List<String> instances, int atOnce, Duration pause, Duration time, Results results) {
        Instant end = Instant.now().plus(time);
        together(List.copyOf(java.util.Collections.nCopies(atOnce, "")), atOnce, nobody -> {
            while (Instant.now().isBefore(end)) {
                String instance = instances.get(ThreadLocalRandom.current().nextInt(instances.size()));
                timed("fetch", () -> platform.fetch(instance), results);
                timed("last_operation", () -> last(instance), results);
                Waiting.rest(pause);
            }
        });
    }

    /** One that is turned away has taken its time too. */
    private static void timed(String name, Runnable question, Results results) {
        long began = System.nanoTime();
        try {
            question.run();
        } catch (BrokerError e) {
            if (e.status() != UNAVAILABLE) {
                throw e;
            }
            results.failed();
        } finally {
            results.of(name).add(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** For each of these, so many at a time; the first failure is thrown when all have ended. */
    static void together(List<String> instances, int atOnce, Consumer<String> what) {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<? extends Future<?>> all = instances.stream()
                    .map(i -> threads.submit(() -> what.accept(i)))
                    .toList();
            all.forEach(Customers::done);
        }
    }

    private static void done(Future<?> work) {
        try {
            work.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(
                    "one of many: " + (e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
