package dev.steward.worker;

import dev.steward.engine.Watch;
import dev.steward.lifecycle.ClaimsActivity;
import dev.steward.lifecycle.JournalActivity;
import dev.steward.lifecycle.Lifecycle;
import dev.steward.lifecycle.PoolsActivity;
import dev.steward.lifecycle.RosterActivity;
import dev.steward.lifecycle.TaskQueues;
import dev.steward.lifecycle.TurnsActivity;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;

/** The task queues that this process serves. */
final class Serving {

    /** A worker that died must not keep a take-over waiting for its cached workflows. */
    private static final Duration STICKY = Duration.ofSeconds(1);

    /** How long running activities may take to end when the process is stopped. */
    private static final Duration ORDERLY = Duration.ofSeconds(10);

    /**
     * A worker that is short of processors is slow, and not in a deadlock: to fail its workflows' steps, as Temporal's
     * client does after 1 s, refuses what is asked of them and adds the repetitions to the load.
     */
    private static final Duration DEADLOCK = Duration.ofSeconds(8);

    private static final int WATCHES = 1000;

    /** Workflows that are held, so that what is asked of them needs no reading of their history: half a MiB of heap each. */
    private static final int HELD =
            Math.toIntExact(Math.max(200, Runtime.getRuntime().maxMemory() >> 19));

    private final List<Settings.Serving> served;
    private final WorkflowClient client;
    private final WorkerFactory factory;

    Serving(Settings settings, Plugs plugs, WorkflowClient client, MeterRegistry meters) {
        served = settings.serves();
        this.client = client;
        factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Heartbeats())
                        .setWorkflowCacheSize(HELD)
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        for (Settings.Serving serving : served) {
            machines(serving.infrastructure(), plugs);
            TurnsActivity turns = new TurnsActivity(client, serving.repairsAtOnce());
            RosterActivity roster = new RosterActivity(client);
            serving.engines().forEach(engine -> {
                clusters(serving.infrastructure(), engine, plugs, roster, turns);
                watch(serving.infrastructure(), engine, plugs.watch(engine, new ToldWorkflows(client), meters));
            });
        }
    }

    private void machines(String infrastructure, Plugs plugs) {
        Worker machines = factory.newWorker(
                TaskQueues.machines(infrastructure), options(50).build());
        machines.registerWorkflowImplementationTypes(Lifecycle.workflowsOfInfrastructure());
        Infrastructure plugged = plugs.infrastructure(infrastructure);
        machines.registerActivitiesImplementations(
                plugged.machines(), plugs.hosts(), new ClaimsActivity(client, plugged.machines()));
        Check.inBackground(infrastructure, plugged);
    }

    private void clusters(
            String infrastructure, String engine, Plugs plugs, RosterActivity roster, TurnsActivity turns) {
        Worker clusters = factory.newWorker(
                TaskQueues.clusters(infrastructure, engine), options(200).build());
        clusters.registerWorkflowImplementationTypes(Lifecycle.workflows());
        clusters.registerActivitiesImplementations(
                plugs.engine(engine), roster, turns, new PoolsActivity(client), new JournalActivity(), plugs.tunnels());
    }

    private void watch(String infrastructure, String engine, Watch watch) {
        factory.newWorker(
                        TaskQueues.watch(infrastructure, engine),
                        options(WATCHES).build())
                .registerActivitiesImplementations(watch);
    }

    static WorkerOptions.Builder options(int activities) {
        return WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis())
                .setMaxConcurrentActivityExecutionSize(activities)
                .setUsingVirtualThreadsOnActivityWorker(true)
                .setUsingVirtualThreadsOnLocalActivityWorker(true)
                .setStickyQueueScheduleToStartTimeout(STICKY);
    }

    /** Those on which the workflows of instances are. */
    static List<String> queues(List<Settings.Serving> served) {
        return served.stream()
                .flatMap(s -> s.engines().stream().map(engine -> TaskQueues.clusters(s.infrastructure(), engine)))
                .toList();
    }

    void start() {
        factory.start();
        served.forEach(s -> ClaimsActivity.begin(client, s.infrastructure(), s.orphans()));
    }

    /** Watches are handed over at once; what else runs gets some time. */
    void stop() {
        factory.shutdown();
        factory.awaitTermination(ORDERLY.toMillis() / 10, java.util.concurrent.TimeUnit.MILLISECONDS);
        factory.shutdownNow();
        factory.awaitTermination(ORDERLY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}
