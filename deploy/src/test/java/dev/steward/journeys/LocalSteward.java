package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.instances.Instances;
import dev.steward.lab.Daemon;
import dev.steward.lab.Lab;
import dev.steward.lifecycle.SearchAttributes;
import dev.steward.payloads.PayloadKeys;
import dev.steward.platform.Asked;
import dev.steward.platform.BrokerError;
import dev.steward.platform.LastOperation;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import dev.steward.tour.Checkout;
import dev.steward.tour.Guide;
import dev.steward.tour.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole Steward for one journey: Temporal, broker and worker as processes of their own, on free ports, with an
 * installation id of its own. What a journey leaves behind is removed; when it fails, the logs are shown.
 */
public final class LocalSteward implements BeforeEachCallback, AfterEachCallback {

    private static final Duration BUSY = Duration.ofSeconds(60);
    private static final Path CATALOG = Path.of("config", "catalog.yaml");

    private final UnaryOperator<String> catalogChange;
    private Settings settings;
    private LocalProcess temporal;
    private LocalProcess broker;
    private LocalProcess worker;
    private final List<LocalProcess> others = new ArrayList<>();
    private Instances instances;

    private LocalSteward(UnaryOperator<String> catalogChange) {
        this.catalogChange = catalogChange;
    }

    public static LocalSteward asItIs() {
        return new LocalSteward(UnaryOperator.identity());
    }

    /** With another text of the catalog. */
    static LocalSteward withCatalog(UnaryOperator<String> change) {
        return new LocalSteward(change);
    }

    /**
     * With further plans of PostgreSQL, which is the catalog's first service.
     *
     * @param infrastructures whose plans are offered too
     * @param others plans that only this journey has
     */
    static LocalSteward withPlans(List<String> infrastructures, String others) {
        return new LocalSteward(catalog -> {
            String further = infrastructures.stream().map(LocalSteward::plansOn).collect(Collectors.joining("\n"));
            return catalog.replaceFirst(
                    "(?m)^    plans:\\R", Matcher.quoteReplacement("    plans:\n" + further + others));
        });
    }

    private static String plansOn(String infrastructure) {
        try {
            return Files.readString(Path.of("config", "plans-" + infrastructure + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        settings = new Settings(Files.createTempDirectory("steward-journey-"));
        settings.write(catalogChange.apply(Files.readString(CATALOG)));
        temporal = new LocalProcess(
                "temporal", temporalCommand(), log("temporal"), () -> LocalProcess.listens(settings.temporalPort));
        broker = java("broker", "../broker-api/target/broker-api-app.jar", settings.brokerPort, "/actuator/health");
        worker = java("worker", "../worker/target/worker-app.jar", settings.workerPort, "/health");
        temporal.start();
        broker.start();
        worker.start();
        instances =
                Instances.at("127.0.0.1:" + settings.temporalPort, "default", PayloadKeys.read(settings.payloadKeys()));
    }

    private List<String> temporalCommand() {
        List<String> command = new ArrayList<>(List.of(
                Settings.needed("STEWARD_TEMPORAL_BIN"),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(settings.temporalPort),
                "--db-filename",
                database().toString(),
                "--log-level",
                "error"));
        SearchAttributes.ALL.forEach(a -> command.addAll(List.of("--search-attribute", a.getName() + "=Keyword")));
        return command;
    }

    private LocalProcess java(String name, String jar, int port, String health) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx200m",
                "-jar",
                jar,
                "--config=" + settings.home.resolve(name + ".yaml"));
        return new LocalProcess(
                name, command, log(name), () -> LocalProcess.answers("http://127.0.0.1:" + port + health));
    }

    /**
     * Has another infrastructure served, by a worker of its own.
     *
     * @param lab the folder of the lab that stands in for it
     */
    void serve(String infrastructure, Path lab) throws IOException {
        int port = settings.writeWorkerOf(infrastructure, Files.readString(lab.resolve("section.yaml")));
        LocalProcess other = java(Settings.worker(infrastructure), "../worker/target/worker-app.jar", port, "/health");
        others.add(other);
        other.start();
    }

    private Path log(String name) {
        return settings.home.resolve(name + ".log");
    }

    /** The file in which Temporal keeps everything; its log of writes lies beside it. */
    Path database() {
        return settings.home.resolve("temporal.db");
    }

    public Settings settings() {
        return settings;
    }

    LocalProcess temporal() {
        return temporal;
    }

    LocalProcess worker() {
        return worker;
    }

    /** What chaos may kill. */
    Map<String, Daemon> daemons() {
        return Map.of(worker.name(), worker, temporal.name(), temporal);
    }

    public URI brokerAddress() {
        return URI.create("http://127.0.0.1:" + settings.brokerPort);
    }

    public Platform platform() {
        return new Platform(brokerAddress(), Settings.USER, settings.password);
    }

    /** Orders an instance; a broker that is too busy to answer in time is asked for the same again, as a platform may. */
    Asked order(String instance, Plan plan) {
        Instant end = Instant.now().plus(BUSY);
        while (true) {
            try {
                return platform().provision(instance, plan);
            } catch (BrokerError e) {
                if (e.status() != 503 || Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    /** Waits until what was asked for has succeeded; fails with what the broker says when it has not by then. */
    public void awaitSuccess(String instance, Plan plan, Asked asked, Duration limit) {
        LastOperation last = platform().await(instance, plan, asked, limit, seen -> {});
        assertThat(last.state()).as(instance + ": " + last.description()).isEqualTo(LastOperation.State.SUCCEEDED);
    }

    public Instances instances() {
        return instances;
    }

    public Lab lab() {
        return new Lab(settings.installation);
    }

    /** What the tour's chapters need, telling their story to the test's output. */
    public Guide guide() {
        Story story = new Story(System.out, false);
        return new Guide(platform(), lab(), instances, story, new Checkout(), settings.disks(), "");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            processes().map(LocalProcess::logTail).forEach(System.out::println);
        }
        if (instances != null) {
            instances.close();
        }
        processes().forEach(LocalProcess::stop);
        sweep();
    }

    private Stream<LocalProcess> processes() {
        return Stream.concat(
                others.stream(), Stream.of(worker, broker, temporal).filter(p -> p != null));
    }

    /** Offers something else from now on. */
    void offers(UnaryOperator<String> change) throws IOException {
        settings.writeCatalog(change.apply(Files.readString(CATALOG)));
        broker.stop();
        broker.start();
    }

    /** As `deploy/steward down` does: no process, machine or network is left; disks are. Like a site without power. */
    void goesDown() {
        processes().forEach(LocalProcess::stop);
        removeMachines();
    }

    /** As `deploy/steward up` does. */
    void comesUp() {
        processes().toList().reversed().forEach(LocalProcess::start);
    }

    private void sweep() {
        removeMachines();
        delete(settings.home);
    }

    private void removeMachines() {
        String label = "label=steward.installation=" + settings.installation;
        Shell.forEachLine(
                List.of("docker", "ps", "--all", "--quiet", "--filter", label),
                List.of("docker", "rm", "--force", "--volumes"));
        Shell.forEachLine(
                List.of("docker", "network", "ls", "--quiet", "--filter", label), List.of("docker", "network", "rm"));
        Shell.forEachLine(
                List.of("docker", "volume", "ls", "--quiet", "--filter", label), List.of("docker", "volume", "rm"));
        detachDisks();
    }

    /** By the files themselves: their paths may read otherwise in the container that attached them. */
    private void detachDisks() {
        try (Stream<Path> disks = Files.list(settings.disks())) {
            disks.forEach(disk -> Shell.forEachLine(
                    List.of("losetup", "--noheadings", "--output", "NAME", "--associated", disk.toString()),
                    List.of("losetup", "--detach")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
