package dev.steward.broker.clusters;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.lifecycle.Acceptance;
import dev.steward.lifecycle.Alteration;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.PoolsActivity;
import dev.steward.lifecycle.Progress;
import dev.steward.lifecycle.Refusal;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.TaskQueues;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.payloads.PayloadKeys;
import dev.steward.payloads.Payloads;
import io.grpc.ConnectivityState;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All service instances, each a workflow. Every method answers within the patience it was given. */
public final class Clusters implements AutoCloseable {

    /** However long Temporal was away, it is tried again so often. */
    private static final Duration RECONNECTING = Duration.ofSeconds(2);

    private static final String GIVEN_UP =
            "The deletion of this instance came before its order, less than a minute ago: the"
                    + " order may be one that was given up. Order it again in a minute.";

    private final WorkflowServiceStubs connection;
    private final WorkflowClient temporal;
    private final Patience patience;
    private final Asking asking = new Asking();
    private final Orders orders;
    private final EarlyDeletions early = new EarlyDeletions(InstantSource.system());
    private final Admission admission;

    private Clusters(WorkflowServiceStubs connection, WorkflowClient temporal, Patience patience) {
        this.connection = connection;
        this.temporal = temporal;
        this.patience = patience;
        orders = new Orders(asking, patience, () -> isConnected() || connect());
        admission = new Admission(query -> temporal.countWorkflows(query).getCount());
    }

    /**
     * Makes the door. It connects at the first call, and again by itself whenever it has to.
     *
     * @param address Temporal's host and port
     * @param namespace in which all workflows are
     */
    public static Clusters at(String address, String namespace, PayloadKeys keys, Patience patience) {
        WorkflowServiceStubs connection = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setRpcTimeout(patience.answer())
                .setSystemInfoTimeout(patience.answer())
                .setConnectionBackoffResetFrequency(RECONNECTING)
                .build());
        WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(Payloads.encrypted(keys))
                .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                .build();
        return new Clusters(connection, WorkflowClient.newInstance(connection, options), patience);
    }

    /**
     * Connects, so that the first request need not: that, and what it loads, takes seconds where a machine is busy. When
     * there is no Temporal yet, the first request finds out.
     *
     * @return whether it is connected
     */
    public boolean connect() {
        return asked(() -> connection.blockingStub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
                        instanceof Answer.Given<?>
                && isConnected();
    }

    private boolean isConnected() {
        return connection.getRawChannel().getState(false) == ConnectivityState.READY;
    }

    /**
     * Asks for a cluster to be made. The same request again is answered as the first was.
     *
     * @param quotas to which it is subject
     */
    public Answer<Acceptance> provision(ClusterSpec spec, List<Quota> quotas) {
        return orders.inTurn(
                spec.id(),
                turn -> early.has(spec.id())
                        ? new Answer.Refused<>(Refusal.BUSY, GIVEN_UP)
                        : subjectTo(quotas, spec.id(), this::exists, () -> provision(spec, turn)));
    }

    private Answer<Acceptance> provision(ClusterSpec spec, Orders.Turn turn) {
        ClusterWorkflow cluster = temporal.newWorkflowStub(
                ClusterWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.cluster(spec.id()))
                        .setTaskQueue(TaskQueues.clusters(spec.infrastructure(), spec.engine()))
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .build());
        return turn.done(() -> WorkflowClient.startUpdateWithStart(
                cluster::provision, spec, accepted(), new WithStartWorkflowOperation<>(cluster::run, null)));
    }

    /**
     * Asks for a cluster to be another.
     *
     * @param quotas to which it becomes subject
     */
    public Answer<Acceptance> update(ClusterId id, Alteration alteration, List<Quota> quotas) {
        Functions.Func1<Alteration, Acceptance> update = cluster(id)::update;
        return orders.inTurn(
                id,
                turn -> subjectTo(
                        quotas,
                        id,
                        exempt -> false,
                        () -> turn.done(() -> WorkflowClient.startUpdate(update, alteration, accepted()))));
    }

    /** Asks for a cluster to be removed. */
    public Answer<Acceptance> deprovision(ClusterId id, Caller caller) {
        Functions.Func1<@Nullable Caller, Acceptance> deprovision = cluster(id)::deprovision;
        return orders.inTurn(id, turn -> {
            admission.forget(id);
            Answer<Acceptance> answer = turn.done(() -> WorkflowClient.startUpdate(deprovision, caller, accepted()));
            if (answer instanceof Answer.Unknown<Acceptance> && neverWas(id)) {
                early.note(id);
            }
            return answer;
        });
    }

    /** An order for what exempts itself is taken without room for one more. */
    private Answer<Acceptance> subjectTo(
            List<Quota> quotas, ClusterId id, Predicate<ClusterId> exempt, Supplier<Answer<Acceptance>> order) {
        if (quotas.isEmpty()) {
            return order.get();
        }
        Answer<Acceptance> answer = asked(() -> admission.full(id, quotas).filter(full -> !exempt.test(id)))
                .then(full -> full.isEmpty()
                        ? order.get()
                        : new Answer.Refused<>(Refusal.UNUSABLE, full.get().sentence()));
        if (answer instanceof Answer.Refused<Acceptance>) {
            admission.forget(id);
        }
        return answer;
    }

    private boolean neverWas(ClusterId id) {
        return asked(() -> described(WorkflowIds.cluster(id))) instanceof Answer.Unknown<?>;
    }

    private boolean exists(ClusterId id) {
        try {
            return isRunning(described(WorkflowIds.cluster(id)));
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static boolean isRunning(WorkflowExecutionDescription seen) {
        return seen.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    /** Has there be these pools, that go by these rules, and no others. */
    Answer<List<PoolWish>> pools(List<PoolWish> wanted) {
        Set<String> ids = wanted.stream()
                .map(w -> WorkflowIds.pool(w.plan(), w.infrastructure()))
                .collect(Collectors.toSet());
        return asked(() -> {
            wanted.forEach(w -> PoolsActivity.begin(temporal, w.plan(), w.infrastructure(), w.rules()));
            PoolsActivity.open(temporal).stream()
                    .filter(id -> !ids.contains(id))
                    .forEach(id -> PoolsActivity.close(temporal, id));
            return wanted;
        });
    }

    /** Their bindings. */
    public BindingsOfClusters bindings() {
        return new BindingsOfClusters(this);
    }

    /** How a cluster is. */
    public Answer<Report> report(ClusterId id) {
        return asking.within(patience.answer(), cluster(id)::report);
    }

    /** How far that is what the platform last asked for; of a cluster that nothing was asked for, unknown. */
    public Answer<Course> course(ClusterId id) {
        return asking.within(patience.answer(), () -> known(id))
                .then(told -> told.isEmpty()
                        ? new Answer.Unknown<>()
                        : new Answer.Given<>(
                                told.get().with(progressOf(told.get().operation()))));
    }

    /** By the memo, for which nobody has to run; who has none has not made the first step, or has ended. */
    private Optional<Course> known(ClusterId id) {
        WorkflowExecutionDescription seen = described(WorkflowIds.cluster(id));
        Operation former = memo(seen, Operation.FORMER_MEMO, Operation.class).orElse(null);
        return (isRunning(seen) ? memo(seen, Operation.MEMO, Operation.class) : Optional.<Operation>empty())
                .or(() -> Optional.ofNullable(cluster(id).report().operation()))
                .map(operation -> new Course(operation, former, Optional.empty()));
    }

    /** A child that has not yet begun has nothing to say, and the operation's own sentence stands. */
    private Optional<Progress> progressOf(Operation operation) {
        String child = operation.child();
        if (child == null) {
            return Optional.empty();
        }
        Answer<Optional<Progress>> answer =
                asking.within(patience.answer().dividedBy(4), () -> progress(described(child), operation));
        return answer instanceof Answer.Given<Optional<Progress>>(var progress) ? progress : Optional.empty();
    }

    /** An instance that was made again under its id has children named as before: one of that time says nothing now. */
    private static Optional<Progress> progress(WorkflowExecutionDescription child, Operation operation) {
        return child.getStartTime().isBefore(operation.since())
                ? Optional.empty()
                : memo(child, Progress.MEMO, Progress.class);
    }

    private WorkflowExecutionDescription described(String workflowId) {
        return temporal.newUntypedWorkflowStub(workflowId).describe();
    }

    private static <T> Optional<T> memo(WorkflowExecutionDescription seen, String key, Class<T> type) {
        return Optional.ofNullable(seen.getMemo(key, type, type));
    }

    Orders orders() {
        return orders;
    }

    ClusterWorkflow cluster(ClusterId id) {
        return temporal.newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(id));
    }

    <T> Answer<T> asked(Supplier<T> question) {
        return asking.within(patience.answer(), question);
    }

    static <T> UpdateOptions<T> accepted() {
        return UpdateOptions.<T>newBuilder()
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                .build();
    }

    @Override
    public void close() {
        asking.close();
        connection.shutdownNow();
    }
}
