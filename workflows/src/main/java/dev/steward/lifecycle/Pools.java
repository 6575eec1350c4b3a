package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.machines.Holding;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pools have for those who provision. Served on {@code <infrastructure>/<engine>}. */
@ActivityInterface(namePrefix = "Pools.")
public interface Pools {

    /** How long a pool is waited for. */
    Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * Asks the plan's pool for a member.
     *
     * @return what it gives, the same however often the same claim is made; null when it has none, or there is no pool
     * @throws io.temporal.failure.ApplicationFailure UNAVAILABLE when it does not answer within {@link #PATIENCE}; it may
     *     have given one all the same
     */
    @Nullable
    Handover claim(Claim claim);

    /** The member that this claim was given is somebody's now: the pool forgets both. */
    void settle(Claim claim);

    /** Whatever this claim was or will be given is not used: it gives back what is rented in its name, and ends. */
    void release(Claim claim);

    /** A member's machines were given back, or are not used: it gives back what there still is, and ends. */
    void end(ClusterId member);

    /** Somebody finds no room on this infrastructure: each pool there gives up a member and makes none for a while. */
    void giveWay(String infrastructure);

    /**
     * Somebody's wish for a member.
     *
     * @param plan whose pool is asked
     * @param infrastructure where
     * @param key this question's own name, for good: an instance id may come again, after its deletion
     * @param tenant whose machines they will be
     * @param holding what the member has to be
     */
    record Claim(String plan, String infrastructure, String key, ClusterId tenant, Holding holding) {}

    /**
     * What a pool gives.
     *
     * @param member in its name the machines are rented, for good
     * @param nodes they have machines that answered when they were made
     */
    record Handover(ClusterId member, List<Node> nodes) {}
}
