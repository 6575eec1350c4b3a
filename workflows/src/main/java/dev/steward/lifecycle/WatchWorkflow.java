package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * The watch over a group of clusters: one long activity over all of them, so that the heartbeats that Temporal has to
 * handle do not grow with the clusters. Runs for ever; in a steady state it adds nothing to its history.
 */
@WorkflowInterface
public interface WatchWorkflow {

    String TYPE = "Watch";
    String ENLIST = "watch";
    String FORGET = "forget";

    @WorkflowMethod(name = TYPE)
    void run(WatchOrder order);

    /** Has a cluster watched as this view shows it. A view of an older epoch than the one known changes nothing. */
    @SignalMethod(name = ENLIST)
    void watch(ClusterView view);

    @SignalMethod(name = FORGET)
    void forget(ClusterId id);

    /** Who is watched. */
    @QueryMethod
    List<ClusterId> members();
}
