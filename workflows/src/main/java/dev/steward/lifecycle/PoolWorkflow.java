package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.lifecycle.Pools.Claim;
import dev.steward.lifecycle.Pools.Handover;
import dev.steward.pool.Rules;
import dev.steward.pool.Stock;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pool of a plan on one infrastructure: has members made before anybody asks for them, and gives each away once. Its
 * id is {@link WorkflowIds#pool}; runs on the infrastructure's queue, until its plan has no pool any more.
 */
@WorkflowInterface
public interface PoolWorkflow {

    String TYPE = "Pool";
    String RULES = "rules";
    String CLOSE = "close";
    String CLAIM = "claim";
    String SETTLE = "settle";
    String RELEASE = "release";
    String GIVE_WAY = "giveWay";

    @WorkflowMethod(name = TYPE)
    void run(Order order);

    /** Goes by these rules from now on. */
    @SignalMethod(name = RULES)
    void rules(Rules rules);

    /** Makes no more members, gives up those that are ready, and ends. */
    @SignalMethod(name = CLOSE)
    void close();

    /**
     * Gives a member away. The same claim is given the same, until it is settled or released.
     *
     * @return null when there is none
     */
    @UpdateMethod(name = CLAIM)
    @Nullable
    Handover claim(Claim claim);

    /** The claim of this key is over, its member is somebody's. */
    @SignalMethod(name = SETTLE)
    void settle(String key);

    /** The claim of this key is over, whatever it was or would be given is not wanted. */
    @SignalMethod(name = RELEASE)
    void release(String key);

    /** Gives up a member for somebody who finds no room, if it has one. */
    @SignalMethod(name = GIVE_WAY)
    void giveWay();

    /** A member tells that it is ready, and who it is; one that the pool does not know is told that it is not needed. */
    @SignalMethod
    void ready(ClusterId member, List<Node> nodes);

    /** A member could not be made. Nothing of it is left. */
    @SignalMethod
    void failed(ClusterId member);

    /** All that it knows. */
    @QueryMethod
    Stock stock();

    /**
     * Which pool it is.
     *
     * @param plan by its name
     * @param stock what it knows from the run before
     */
    record Order(String plan, String infrastructure, Stock stock) {}
}
