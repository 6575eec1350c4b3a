package dev.steward.worker;

import dev.steward.document.BrokenDocumentException;
import dev.steward.gateway.Gateway;
import dev.steward.payloads.PayloadKeys;
import dev.steward.payloads.Payloads;
import dev.steward.remote.Ssh;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that serves infrastructures: {@code worker --config=FILE}. Run more of the same to scale them.
 * With {@code --check=INFRASTRUCTURE} it only looks whether everything is ready there. */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final String OPTION = "--config=";
    private static final String CHECK = "--check=";
    private static final int MISCONFIGURED = 2;

    private Worker() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            if (args.length == 2 && args[1].startsWith(CHECK)) {
                System.exit(Check.run(settings(args[0]).infrastructure(args[1].substring(CHECK.length()))));
            }
            Settings settings = settings(args);
            try (Ssh ssh = new Ssh(Files.readString(settings.privateKey()))) {
                serve(settings, new ConfiguredPlugs(settings, ssh));
            }
        } catch (BrokenDocumentException | IOException | IllegalArgumentException e) {
            System.err.println("steward-worker: " + e.getMessage());
            System.exit(MISCONFIGURED);
        }
    }

    /**
     * The same process with other things behind the doors, until it is told to stop.
     *
     * @param arguments as of {@link #main}
     * @throws BrokenDocumentException with everything in the configuration that has to be changed
     */
    public static void serve(Plugs plugs, String... arguments)
            throws BrokenDocumentException, IOException, InterruptedException {
        serve(settings(arguments), plugs);
    }

    private static Settings settings(String... args) throws BrokenDocumentException {
        if (args.length != 1 || !args[0].startsWith(OPTION)) {
            throw new IllegalArgumentException("usage: worker --config=FILE [--check=INFRASTRUCTURE]");
        }
        return Settings.read(Path.of(args[0].substring(OPTION.length())));
    }

    private static void serve(Settings settings, Plugs plugs) throws IOException, InterruptedException {
        PayloadKeys keys = PayloadKeys.read(settings.temporal().payloadKeys());
        Monitor monitor = new Monitor(settings.http());
        monitor.start();
        WorkflowServiceStubs temporal = Connection.to(settings.temporal().address(), monitor.scope());
        WorkflowClient client = WorkflowClient.newInstance(
                temporal,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.temporal().namespace())
                        .setDataConverter(Payloads.encrypted(keys))
                        .build());
        Readiness readiness = Readiness.of(client, Serving.queues(settings.serves()));
        monitor.healthIs(readiness::now);
        awaitTemporal(readiness);
        Serving serving = new Serving(settings, plugs, client, monitor.metrics());
        List<String> infrastructures =
                settings.serves().stream().map(Settings.Serving::infrastructure).toList();
        Census census = new Census(Registrar.of(client), infrastructures, monitor.metrics());
        Optional<Gateway> gateway = gateway(settings, Set.copyOf(infrastructures), client, monitor);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            LOG.info("stopping");
            gateway.ifPresent(Gateway::close);
            census.close();
            serving.stop();
            temporal.shutdownNow();
            monitor.stop();
            stopped.countDown();
        }));
        serving.start();
        census.start();
        LOG.info("serving {}; health and metrics on port {}", settings.serves(), monitor.port());
        stopped.await();
    }

    private static Optional<Gateway> gateway(
            Settings settings, Set<String> infrastructures, WorkflowClient client, Monitor monitor) throws IOException {
        if (settings.tunnels().isEmpty()) {
            return Optional.empty();
        }
        TunnelledClusters clusters = new TunnelledClusters(client, infrastructures);
        Gateway gateway = new Gateway(settings.tunnels().get(), clusters, monitor.metrics());
        LOG.info("tunnels are opened at {}", gateway.address());
        return Optional.of(gateway);
    }

    /** Nothing can be served before; whoever asks for our health is told why. */
    private static void awaitTemporal(Readiness readiness) throws InterruptedException {
        while (!readiness.isReachable()) {
            LOG.warn("waiting for Temporal");
            Thread.sleep(500);
        }
    }
}
