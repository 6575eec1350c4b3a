package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.engine.Engine;
import dev.steward.engine.Watch;
import dev.steward.machines.Hosts;
import dev.steward.machines.Machines;
import dev.steward.tunnels.Tunnels;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The doors as a cluster's workflows use them. Those of a plain name are tried once: whoever calls says what he does
 * about a failure. A worker that dies is noticed by its missing heartbeats.
 */
final class Doors {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration NO_WORKER = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final RetryOptions ONCE =
            RetryOptions.newBuilder().setMaximumAttempts(1).build();
    private static final RetryOptions FOR_EVER = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(500))
            .setMaximumInterval(Duration.ofSeconds(10))
            .build();

    private final String machines;
    private final String clusters;
    private final String watch;

    Doors(ClusterSpec spec) {
        this(spec.infrastructure(), spec.engine());
    }

    Doors(String infrastructure, String engine) {
        machines = TaskQueues.machines(infrastructure);
        clusters = TaskQueues.clusters(infrastructure, engine);
        watch = TaskQueues.watch(infrastructure, engine);
    }

    Machines machines() {
        return Workflow.newActivityStub(Machines.class, once(machines, Duration.ofMinutes(2)));
    }

    /** For what has to be undone, however long it takes. */
    Machines machinesForUndo() {
        return Workflow.newActivityStub(Machines.class, untilDone(machines, Duration.ofMinutes(2)));
    }

    Hosts hosts() {
        return Workflow.newActivityStub(Hosts.class, once(machines, Duration.ofMinutes(2)));
    }

    /** A call may copy a whole database. */
    Engine engine() {
        return Workflow.newActivityStub(Engine.class, once(clusters, Duration.ofHours(12)));
    }

    /** For calls that are a matter of moments. */
    Engine promptEngine() {
        return Workflow.newActivityStub(Engine.class, once(clusters, Duration.ofSeconds(10)));
    }

    /** For what waits for a checkpoint of a busy database. */
    Engine patientEngine() {
        return Workflow.newActivityStub(Engine.class, once(clusters, Duration.ofMinutes(3)));
    }

    /**
     * In the worker that runs the workflow, without a way through Temporal's server: for a take-over.
     *
     * @param limit for one call
     */
    static Engine urgentEngine(Duration limit) {
        return urgentEngine(limit, 1);
    }

    /**
     * The same, tried again at once.
     *
     * @param attempts at the most
     */
    static Engine urgentEngine(Duration limit, int attempts) {
        return Workflow.newLocalActivityStub(
                Engine.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(limit)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(AT_ONCE)
                                .setMaximumAttempts(attempts)
                                .build())
                        .build());
    }

    Tunnels tunnels() {
        return Workflow.newActivityStub(Tunnels.class, once(clusters, Duration.ofSeconds(10)));
    }

    Roster roster() {
        return Workflow.newActivityStub(Roster.class, untilDone(clusters, Duration.ofSeconds(10)));
    }

    /** Of the workflow's own queue: whoever runs the workflow serves it. */
    static Journal journal() {
        return Workflow.newActivityStub(
                Journal.class, untilDone(Workflow.getInfo().getTaskQueue(), Duration.ofSeconds(2)));
    }

    /** Looks at everything there is. */
    Claims claims() {
        return Workflow.newActivityStub(Claims.class, untilDone(machines, Duration.ofMinutes(10)));
    }

    /** A pool that does not answer at once is done without. */
    Pools pools() {
        return Workflow.newActivityStub(
                Pools.class,
                options(clusters, Pools.PATIENCE.multipliedBy(2))
                        .setScheduleToCloseTimeout(Pools.PATIENCE.multipliedBy(3))
                        .setRetryOptions(ONCE)
                        .build());
    }

    Pools poolsUntilDone() {
        return Workflow.newActivityStub(Pools.class, untilDone(clusters, Duration.ofSeconds(10)));
    }

    Turns turns() {
        return Workflow.newActivityStub(Turns.class, untilDone(clusters, Duration.ofSeconds(10)));
    }

    /** Runs until it is cancelled; another worker goes on where one was lost. */
    Watch watch() {
        return Workflow.newActivityStub(
                Watch.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(watch)
                        .setStartToCloseTimeout(Duration.ofDays(3650))
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMillis(200))
                                .setBackoffCoefficient(1) // its attempts are counted over all its life
                                .build())
                        .build());
    }

    private static ActivityOptions once(String queue, Duration limit) {
        return options(queue, limit)
                .setScheduleToCloseTimeout(limit.plus(NO_WORKER))
                .setRetryOptions(ONCE)
                .build();
    }

    private static ActivityOptions untilDone(String queue, Duration limit) {
        return options(queue, limit).setRetryOptions(FOR_EVER).build();
    }

    /** A cancelled call is waited for: what comes after may undo what it did. */
    private static ActivityOptions.Builder options(String queue, Duration limit) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setStartToCloseTimeout(limit)
                .setHeartbeatTimeout(limit.compareTo(HEARTBEAT) > 0 ? HEARTBEAT : limit)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    }
}
