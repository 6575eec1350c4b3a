package dev.steward.broker.clusters;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Request;
import dev.steward.lifecycle.BindingReport;
import dev.steward.lifecycle.Bound;
import dev.steward.lifecycle.Rotation;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Functions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of all service instances. What a platform asks for is waited for: as long as platforms wait, or, of one
 * that can wait and ask again, for a shorter time, after which the answer is empty and the work goes on.
 */
public final class BindingsOfClusters {

    private final Clusters clusters;

    BindingsOfClusters(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * Asks for access.
     *
     * @param patient whether the platform can ask again
     */
    public Answer<Optional<Bound>> bind(ClusterId id, String bindingId, Request request, boolean patient) {
        Functions.Func2<String, Request, Bound> bind = clusters.cluster(id)::bind;
        return clusters.orders()
                .waited(
                        id,
                        () -> WorkflowClient.startUpdate(bind, bindingId, request, Clusters.accepted()),
                        b -> b,
                        patient);
    }

    /** Asks for another access in the place of one. */
    public Answer<Optional<Bound>> rotate(ClusterId id, String bindingId, Rotation rotation, boolean patient) {
        Functions.Func2<String, Rotation, Bound> rotate = clusters.cluster(id)::rotate;
        return clusters.orders()
                .waited(
                        id,
                        () -> WorkflowClient.startUpdate(rotate, bindingId, rotation, Clusters.accepted()),
                        b -> b,
                        patient);
    }

    /** Asks for access to be taken away. */
    public Answer<Optional<Done>> unbind(ClusterId id, String bindingId, Caller caller, boolean patient) {
        Functions.Proc2<String, @Nullable Caller> unbind = clusters.cluster(id)::unbind;
        return clusters.orders()
                .waited(
                        id,
                        () -> WorkflowClient.startUpdate(unbind, bindingId, caller, Clusters.accepted()),
                        _ -> Done.DONE,
                        patient);
    }

    /** A binding with its credentials, and what goes on about it. */
    public Answer<BindingReport> binding(ClusterId id, String bindingId) {
        return clusters.asked(() -> clusters.cluster(id).binding(bindingId));
    }
}
