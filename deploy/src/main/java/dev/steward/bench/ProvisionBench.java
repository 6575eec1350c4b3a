package dev.steward.bench;

import dev.steward.platform.Asked;
import dev.steward.platform.BrokerError;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a platform waits for: an instance, a binding, an answer, the end. */
public final class ProvisionBench {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int FETCHES = 10;

    private final Platform platform;
    private final Plan plan;
    private final Runnable before;
    private final Consumer<String> told;

    /**
     * A benchmark of one plan.
     *
     * @param before comes before each order, or before all that are ordered at once; its time is not counted
     * @param told hears what happens, for people
     */
    public ProvisionBench(Platform platform, Plan plan, Runnable before, Consumer<String> told) {
        this.platform = platform;
        this.plan = plan;
        this.before = before;
        this.told = told;
    }

    /** Each instance after the one before was removed. */
    public Results oneAfterTheOther(int n) {
        Results results = new Results();
        IntStream.range(0, n).forEach(i -> {
            before.run();
            life(results);
        });
        return results;
    }

    /** All at the same time. */
    public Results atOnce(int n) {
        before.run();
        Results results = new Results();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, n).forEach(i -> executor.execute(() -> life(results)));
        }
        return results;
    }

    /** An instance from order to end. One that fails is told, counted and removed, and does not end the benchmark. */
    private void life(Results results) {
        String instance = "bench-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        try {
            timed(results, "provision", () -> provisioned(results, instance));
            timed(results, "bind", () -> platform.bind(instance, instance + "-app", plan));
            fetches(results, instance);
            timed(results, "unbind", () -> unbound(instance));
            timed(results, "deprovision", () -> deprovisioned(results, instance));
        } catch (BrokerError e) {
            results.failed();
            told.accept(instance + ": " + e.getMessage());
            removed(results, instance);
        }
    }

    private LastOperation provisioned(Results results, String instance) {
        return succeeded(results, instance, platform.provision(instance, plan));
    }

    private LastOperation deprovisioned(Results results, String instance) {
        return succeeded(results, instance, platform.deprovision(instance, plan));
    }

    private String unbound(String instance) {
        platform.unbind(instance, instance + "-app", plan);
        return instance;
    }

    private void fetches(Results results, String instance) {
        for (int i = 0; i < FETCHES; i++) {
            timed(results, "fetch", () -> fetched(instance));
        }
    }

    private String fetched(String instance) {
        platform.fetch(instance);
        return instance;
    }

    private LastOperation succeeded(Results results, String instance, Asked asked) {
        Supplier<LastOperation> ask =
                () -> timed(results, "last_operation", () -> platform.lastOperation(instance, plan, asked));
        LastOperation last = platform.await(ask, LIMIT, o -> {});
        if (last.state() != LastOperation.State.SUCCEEDED) {
            throw new BrokerError(200, "", "not done after " + LIMIT.toMinutes() + " min, or failed: " + last);
        }
        return last;
    }

    private void removed(Results results, String instance) {
        try {
            deprovisioned(results, instance);
        } catch (BrokerError e) {
            told.accept(instance + " could not be removed: " + e.getMessage());
        }
    }

    private <T> T timed(Results results, String what, Supplier<T> act) {
        long began = System.nanoTime();
        T done = act.get();
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        results.of(what).add(time);
        if (time.toMillis() >= 1000) {
            told.accept(what + " took " + time.toMillis() + " ms");
        }
        return done;
    }
}
