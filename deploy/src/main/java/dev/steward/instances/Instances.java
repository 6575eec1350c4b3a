package dev.steward.instances;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.NodeName;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.OrphansWorkflow;
import dev.steward.lifecycle.PoolWorkflow;
import dev.steward.lifecycle.PoolsActivity;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.payloads.PayloadKeys;
import dev.steward.payloads.Payloads;
import dev.steward.pool.Stock;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The instances, as their workflows know them. */
public final class Instances implements AutoCloseable {

    private static final String RUNNING = "WorkflowType = 'Cluster' AND ExecutionStatus = 'Running'";

    private final WorkflowServiceStubs temporal;
    private final WorkflowClient client;

    private Instances(WorkflowServiceStubs temporal, WorkflowClient client) {
        this.temporal = temporal;
        this.client = client;
    }

    /**
     * Connects at the first question.
     *
     * @param address of the Temporal server, host:port
     */
    public static Instances at(String address, String namespace, PayloadKeys keys) {
        WorkflowServiceStubs temporal = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(Payloads.encrypted(keys))
                .build();
        return new Instances(temporal, WorkflowClient.newInstance(temporal, options));
    }

    /** What the workflow of this instance tells of it. */
    public Report report(String instance) {
        return cluster(instance).report();
    }

    /**
     * Has another node lead.
     *
     * @param to which; null: the first that can
     * @return what became of it
     */
    public String switchOver(String instance, @Nullable NodeName to) {
        return cluster(instance).switchOver(to);
    }

    /** Has whoever can be reached lead, whatever is lost by it; says what became of it. */
    public String forceTakeOver(String instance) {
        return cluster(instance).forceTakeOver();
    }

    private ClusterWorkflow cluster(String instance) {
        return client.newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(new ClusterId(instance)));
    }

    /** The ids of the instances that exist. One that was made a moment ago may be missing. */
    public List<String> running() {
        return client.listExecutions(RUNNING).map(Instances::id).sorted().toList();
    }

    /** As it was ordered; its workflow's id may be an abridgement. One that was ordered a moment ago has not told it yet. */
    private static String id(WorkflowExecutionMetadata execution) {
        String told = execution.getTypedSearchAttributes().get(dev.steward.lifecycle.SearchAttributes.INSTANCE);
        String workflow = execution.getExecution().getWorkflowId();
        if (told != null) {
            return told;
        }
        return workflow.indexOf('~') >= 0
                ? workflow
                : URLDecoder.decode(workflow.substring("cluster/".length()), StandardCharsets.UTF_8);
    }

    /** Those of which this is so, by their ids. One that was made or changed a moment ago may be shown as it was. */
    public List<Found> found(Search search) {
        return client.listExecutions(search.query())
                .map(Instances::found)
                .sorted(Comparator.comparing(Found::id))
                .toList();
    }

    private static Found found(WorkflowExecutionMetadata execution) {
        SearchAttributes known = execution.getTypedSearchAttributes();
        Function<SearchAttributeKey<String>, String> told = key -> Objects.requireNonNullElse(known.get(key), "");
        return new Found(
                told.apply(dev.steward.lifecycle.SearchAttributes.INSTANCE),
                told.apply(dev.steward.lifecycle.SearchAttributes.NAME),
                told.apply(dev.steward.lifecycle.SearchAttributes.PLAN),
                told.apply(dev.steward.lifecycle.SearchAttributes.INFRASTRUCTURE),
                told.apply(dev.steward.lifecycle.SearchAttributes.PHASE),
                told.apply(dev.steward.lifecycle.SearchAttributes.ORGANIZATION),
                told.apply(dev.steward.lifecycle.SearchAttributes.SPACE),
                execution.getStartTime());
    }

    /** What belongs to nobody, of the infrastructures that are looked over: as of the last look. */
    public List<OrphansWorkflow.Orphan> orphans() {
        return client.listExecutions("WorkflowType = '" + OrphansWorkflow.TYPE + "' AND ExecutionStatus = 'Running'")
                .map(e -> e.getExecution().getWorkflowId())
                .map(id -> client.newWorkflowStub(OrphansWorkflow.class, id).found())
                .flatMap(found -> found.orphans().stream())
                .toList();
    }

    /** The ids of the workflows of the pools. One that began a moment ago may be missing. */
    public List<String> pools() {
        return PoolsActivity.open(client).stream().sorted().toList();
    }

    /** What the workflow of this pool tells of it. */
    public Stock stock(String pool) {
        return client.newWorkflowStub(PoolWorkflow.class, pool).stock();
    }

    /** The ids of all workflows of an instance, its children among them, the oldest first. */
    public List<String> workflows(String instance) {
        String id = WorkflowIds.cluster(new ClusterId(instance));
        return client.listExecutions("WorkflowId STARTS_WITH '" + id.replace("'", "\\'") + "'")
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                .map(e -> e.getExecution().getWorkflowId())
                .distinct()
                .toList();
    }

    /** For questions that no method here asks. */
    public WorkflowClient client() {
        return client;
    }

    @Override
    public void close() {
        temporal.shutdownNow();
    }
}
