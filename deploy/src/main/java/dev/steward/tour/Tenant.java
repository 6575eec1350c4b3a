package dev.steward.tour;

import dev.steward.platform.Asked;
import dev.steward.platform.BrokerError;
import dev.steward.platform.Credentials;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.tunnel.Key;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Someone who orders one instance and uses it. */
public final class Tenant {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Guide guide;
    private final Plan plan;
    private final String id;

    private Tenant(Guide guide, Plan plan, String prefix) {
        this.guide = guide;
        this.plan = plan;
        this.id = prefix + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** Someone who wants an instance of this plan. */
    public static Tenant of(Guide guide, String planName) {
        return of(guide, planName, "tour");
    }

    /** The same, with an instance whose id begins like this. */
    public static Tenant of(Guide guide, String planName, String prefix) {
        return new Tenant(guide, guide.platform().plan(planName), prefix);
    }

    public String id() {
        return id;
    }

    public Plan plan() {
        return plan;
    }

    /**
     * Orders the instance and waits for it.
     *
     * @return how long that took
     */
    public Duration provision() {
        long began = System.nanoTime();
        guide.checkout().arrived(this);
        Asked asked = guide.platform().provision(id, plan);
        guide.story().say("PUT " + plan.name() + " as " + id + ": accepted");
        return ended("the instance to be made", asked, began);
    }

    /**
     * Gives the instance back and waits until it is gone.
     *
     * @return how long that took
     */
    public Duration deprovision() {
        long began = System.nanoTime();
        Duration time = ended("the instance to be removed", guide.platform().deprovision(id, plan), began);
        guide.checkout().left(this);
        return time;
    }

    private Duration ended(String expected, Asked asked, long began) {
        LastOperation last = guide.platform()
                .await(id, plan, asked, LIMIT, o -> guide.story().progress(o.description()));
        if (last.state() != LastOperation.State.SUCCEEDED) {
            String seen = last.state() == LastOperation.State.FAILED ? "it failed" : "it is still in progress";
            throw guide.unmet(expected, seen + " (" + last.description() + ")", id);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** An access; the binding's id is the instance's and this name. */
    public Credentials bind(String name) {
        return guide.platform().bind(id, id + "-" + name, plan);
    }

    /** An access by a tunnel, with these wishes about it. */
    Key bindTunnel(String name, Map<String, Object> wishes) {
        return Key.of(guide.platform().bind(id, id + "-" + name, plan, Map.of("tunnel", wishes)));
    }

    public void unbind(String name) {
        guide.platform().unbind(id, id + "-" + name, plan);
    }

    /** Whether the broker does not know the instance. */
    public boolean isGone() {
        try {
            return guide.platform().isGone(id);
        } catch (BrokerError e) {
            throw guide.unmet("the broker to say that the instance is gone", String.valueOf(e.getMessage()), id);
        }
    }
}
