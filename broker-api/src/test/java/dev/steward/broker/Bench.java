package dev.steward.broker;

import dev.steward.broker.clusters.Patience;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Life;
import dev.steward.cluster.Verdict;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Progress;
import dev.steward.lifecycle.TaskQueues;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.payloads.Payloads;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker at a real port before an in-memory Temporal, whose clusters play scripts. Made once for all tests. */
final class Bench {

    static final String SERVICE = "7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b01";
    static final String PLAN = "7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b11";
    /** Lives where no worker works, and is for applications. */
    static final String UNSERVED_PLAN = "7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b12";

    static final String UI = "http://localhost:8233";
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Bench INSTANCE = new Bench();

    final Stage stage = new Stage();
    final Http http;
    private final WorkflowClient temporal;

    private Bench() {
        try {
            int port = freePort();
            TestServer.createPortBoundServer(port);
            Ingredients read = Ingredients.read(configuration(port));
            Ingredients ingredients = new Ingredients(
                    read.settings(),
                    read.catalog(),
                    read.users(),
                    read.keys(),
                    new Patience(PATIENCE, PATIENCE, Duration.ofSeconds(5), Duration.ofSeconds(1)));
            temporal = client(ingredients);
            startWorker();
            http = new Http(port(Broker.start(ingredients)), "admin:s3cret");
            warmUp();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Bench get() {
        return INSTANCE;
    }

    /** An instance id that no test has used. */
    static String fresh() {
        return UUID.randomUUID().toString();
    }

    /** The child workflow that works for an instance's script is so far; begins it, if it has not begun. */
    void workIs(String instanceId, Operation.Kind kind, Progress progress) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(stage.script(instanceId).child(kind))
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setTaskQueue(TaskQueues.clusters("docker", "postgresql"))
                .build();
        ScriptedWork work = temporal.newWorkflowStub(ScriptedWork.class, options);
        WorkflowClient.start(work::run);
        work.comesTo(progress);
    }

    /** What a platform asked of an instance ends. */
    void operationEnds(String instanceId, Operation.Status status, Life life, String sentence) {
        stage.script(instanceId).ends(status, life, sentence);
        temporal.newUntypedWorkflowStub(WorkflowIds.cluster(new ClusterId(instanceId)))
                .update("tell", Void.class);
    }

    /** Ends the instance's workflow, as one whose instance is deleted ends. */
    void end(String instanceId) {
        String id = WorkflowIds.cluster(new ClusterId(instanceId));
        temporal.newWorkflowStub(ClusterWorkflow.class, id).verdict(new Verdict(Epoch.FIRST, List.of()));
        temporal.newUntypedWorkflowStub(id).getResult(Void.class);
    }

    /** The first workflow of a process takes longer than a broker's patience where others work as well. */
    private void warmUp() {
        String id = fresh();
        for (int i = 0; i < 20 && http.put(Paths.provision(id), Paths.BODY).status() != 202; i++) {}
    }

    private void startWorker() {
        WorkerFactory factory = WorkerFactory.newInstance(temporal);
        Worker worker = factory.newWorker(TaskQueues.clusters("docker", "postgresql"));
        worker.registerWorkflowImplementationFactory(ClusterWorkflow.class, () -> new ScriptedCluster(stage));
        worker.registerWorkflowImplementationFactory(ScriptedWork.class, ScriptedWork.Played::new);
        factory.start();
    }

    static WorkflowClient client(Ingredients ingredients) {
        return WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(ingredients.settings().temporal().address())
                        .build()),
                WorkflowClientOptions.newBuilder()
                        .setNamespace(ingredients.settings().temporal().namespace())
                        .setDataConverter(Payloads.encrypted(ingredients.keys()))
                        .build());
    }

    static int port(ConfigurableApplicationContext context) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server.getPort();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A configuration whose second plan lives where no worker works, and is for applications. */
    static Path configuration(int temporalPort) throws IOException {
        Path folder = Files.createTempDirectory("broker");
        String example = Files.readString(Path.of("../deploy/config/catalog.yaml"));
        String second = example.substring(example.indexOf(UNSERVED_PLAN));
        Files.writeString(
                folder.resolve("catalog.yaml"),
                example.replace(
                        second,
                        second.replace("infrastructure: docker", "infrastructure: nowhere")
                                .replaceFirst("\n( +)name:", "\n$1requiresApp: true\n$1name:")));
        Files.writeString(folder.resolve("users"), "# who\nadmin:s3cret\nother:with:colons é\n");
        Files.writeString(folder.resolve("keys"), "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
        Path config = folder.resolve("broker.yaml");
        Files.writeString(config, """
                http: {address: 127.0.0.1, port: 0}
                temporal: {address: "127.0.0.1:%d", namespace: default, payloadKeys: keys, ui: "%s"}
                users: users
                catalog: catalog.yaml
                """.formatted(temporalPort, UI));
        for (String left : List.of("", "catalog.yaml", "users", "keys", "broker.yaml")) { // the last is deleted first
            folder.resolve(left).toFile().deleteOnExit();
        }
        return config;
    }
}
