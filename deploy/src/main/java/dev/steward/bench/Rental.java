package dev.steward.bench;

import dev.steward.platform.Asked;
import dev.steward.platform.Credentials;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** An instance ordered from the broker, with access to it; given back when it is closed, once. */
final class Rental implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Platform platform;
    private final Plan plan;
    private final String id;
    private final Credentials binding;
    private boolean givenBack;

    private Rental(Platform platform, Plan plan, String id, Credentials binding) {
        this.platform = platform;
        this.plan = plan;
        this.id = id;
        this.binding = binding;
    }

    /**
     * Orders an instance, waits for it and binds it.
     *
     * @throws Spoilt when it is not made; what there is of it has been given back
     */
    static Rental of(Platform platform, Plan plan) {
        String id = "bench-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        try {
            succeeded(platform, plan, id, platform.provision(id, plan));
            return new Rental(platform, plan, id, platform.bind(id, id + "-app", plan));
        } catch (RuntimeException e) {
            succeeded(platform, plan, id, platform.deprovision(id, plan));
            throw e;
        }
    }

    String id() {
        return id;
    }

    Credentials binding() {
        return binding;
    }

    @Override
    public synchronized void close() {
        if (!givenBack) {
            givenBack = true;
            succeeded(platform, plan, id, platform.deprovision(id, plan));
        }
    }

    private static void succeeded(Platform platform, Plan plan, String id, Asked asked) {
        LastOperation last = platform.await(id, plan, asked, LIMIT, o -> {});
        if (last.state() != LastOperation.State.SUCCEEDED) {
            throw new Spoilt(id + " is not done after " + LIMIT.toMinutes() + " min, or failed: " + last);
        }
    }
}
