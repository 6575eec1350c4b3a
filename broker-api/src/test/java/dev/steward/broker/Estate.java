package dev.steward.broker;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.Quotas;
import dev.steward.broker.clusters.Patience;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Life;
import dev.steward.engine.Engine;
import dev.steward.fakes.FakeCloud;
import dev.steward.fakes.FakeEngine;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.TemporalProcess;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.JournalActivity;
import dev.steward.lifecycle.Lifecycle;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.RosterActivity;
import dev.steward.lifecycle.TaskQueues;
import dev.steward.lifecycle.TurnsActivity;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.machines.Hosts;
import dev.steward.machines.Machines;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Map;

/**
 * A broker at a real port before a Temporal server of its own on which the real workflows run; machines and PostgreSQL alone are
 * fakes, behind gates. Made once for all tests.
 */
final class Estate {

    /** How many instances there may be of an organisation that is named. */
    static final int PER_ORGANIZATION = 2;

    private static final Estate INSTANCE = new Estate();

    final FakeCloud cloud = new FakeCloud();
    final FakeEngine engine = new FakeEngine(cloud);
    final Gates gates = new Gates();
    final WorkflowClient temporal;
    final Http http;

    private Estate() {
        try {
            int port = Bench.freePort();
            TemporalProcess.start(port);
            Ingredients read = Ingredients.read(Bench.configuration(port));
            Ingredients ingredients = new Ingredients(
                    read.settings(),
                    new Catalog(read.catalog().offerings(), new Quotas(null, PER_ORGANIZATION)),
                    read.users(),
                    read.keys(),
                    new Patience(
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(40),
                            Duration.ofSeconds(1)));
            http = new Http(Bench.port(Broker.start(ingredients)), "admin:s3cret");
            awaitTemporal();
            temporal = Bench.client(ingredients);
            startWorkers();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Estate get() {
        return INSTANCE;
    }

    private void awaitTemporal() {
        for (int i = 0; i < 300 && http.get(Paths.lastOperation("nothing")).status() != 404; i++) {
            pause(100);
        }
    }

    private void startWorkers() {
        WorkerFactory factory = WorkerFactory.newInstance(temporal);
        WorkerOptions prompt = WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Gates.HEARTBEAT)
                .build();
        Worker clusters = factory.newWorker(TaskQueues.clusters("docker", "postgresql"), prompt);
        clusters.registerWorkflowImplementationTypes(Lifecycle.workflows());
        clusters.registerActivitiesImplementations(
                gates.in(Engine.class, engine),
                new RosterActivity(temporal),
                new TurnsActivity(temporal, 2),
                new JournalActivity());
        Worker machines = factory.newWorker(TaskQueues.machines("docker"), prompt);
        machines.registerWorkflowImplementationTypes(Lifecycle.workflowsOfInfrastructure());
        machines.registerActivitiesImplementations(gates.in(Machines.class, cloud), gates.in(Hosts.class, cloud));
        factory.start();
    }

    /** Has what goes on at an instance come to its end. */
    void settle(String instance) {
        gates.open(instance);
        await(instance);
        gates.close(instance);
    }

    /** Returns when no operation goes on at an instance. */
    void await(String instance) {
        for (int i = 0; i < 2000; i++) {
            Http.Reply reply = http.get(Paths.lastOperation(instance));
            if (isAtRest(instance) && !reply.body().contains("in progress")) {
                return;
            }
            pause(10);
        }
        String id = WorkflowIds.cluster(new ClusterId(instance));
        throw new AssertionError("nothing came to an end at " + instance + ": "
                + temporal.newWorkflowStub(ClusterWorkflow.class, id).report());
    }

    /** What is told to have failed may still be being undone. */
    private boolean isAtRest(String instance) {
        String id = WorkflowIds.cluster(new ClusterId(instance));
        try {
            ClusterWorkflow cluster = temporal.newWorkflowStub(ClusterWorkflow.class, id);
            Report report = cluster.report();
            Operation operation = report.operation();
            if (operation != null
                    && operation.goesOn(
                            Operation.Kind
                                    .UPDATE)) { // nobody watches it: an update waits for somebody to say that it is
                // well
                cluster.verdict(
                        FakeSteward.verdict(report.epoch(), report.members().size(), Map.of()));
            }
            return report.life() != Life.CREATING && report.life() != Life.DELETING;
        } catch (WorkflowNotFoundException e) {
            return true;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
