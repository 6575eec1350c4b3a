package dev.steward.programs;

import dev.steward.bench.fleet.FleetProcesses;
import dev.steward.bench.fleet.FleetWatch;
import dev.steward.bench.fleet.Installation;
import dev.steward.bench.fleet.TemporalDatabase;
import dev.steward.bench.patroni.Rent;
import dev.steward.instances.Instances;
import dev.steward.lab.Daemon;
import dev.steward.lab.RecordedDaemon;
import dev.steward.machines.MachineSize;
import dev.steward.machines.docker.DockerSettings;
import dev.steward.machines.docker.SubnetPool;
import dev.steward.payloads.PayloadKeys;
import dev.steward.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Steward that runs here, as the environment tells of it. */
public final class Surroundings {

    private final Map<String, String> environment;

    public Surroundings(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A problem with the surroundings, in one sentence. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /** A client of the broker, as the first of its users. */
    public Platform platform() {
        URI broker = URI.create(environment.getOrDefault("STEWARD_BROKER_URL", "http://127.0.0.1:8080"));
        Path users = file("STEWARD_BROKER_USERS");
        String line = lines(users).stream()
                .map(String::strip)
                .filter(l -> l.contains(":") && !l.startsWith("#"))
                .findFirst()
                .orElseThrow(() -> new Unusable(users + " has no line user:password"));
        int colon = line.indexOf(':');
        return new Platform(broker, line.substring(0, colon), line.substring(colon + 1));
    }

    /** The instances, by way of Temporal. */
    public Instances instances() {
        Path keys = file("STEWARD_PAYLOAD_KEYS");
        try {
            return Instances.at(
                    environment.getOrDefault("STEWARD_TEMPORAL_ADDRESS", "127.0.0.1:7233"),
                    environment.getOrDefault("STEWARD_TEMPORAL_NAMESPACE", "default"),
                    PayloadKeys.read(keys));
        } catch (IOException e) {
            throw new Unusable("STEWARD_PAYLOAD_KEYS can't be read: " + e);
        }
    }

    /** Where the worker's health and meters are. */
    public URI worker() {
        return URI.create(environment.getOrDefault("STEWARD_WORKER_URL", "http://127.0.0.1:8081"));
    }

    /** The number of a process that the steward command started: {@code worker}, {@code temporal}. */
    public long process(String name) {
        Path record = Path.of(text("STEWARD_STATE"), "run", name + ".process");
        return Long.parseLong(lines(record).getFirst().split(" ")[0]);
    }

    public String installation() {
        return text("STEWARD_INSTALLATION");
    }

    /** The steward command by which this was started. */
    public String command() {
        return text("STEWARD_COMMAND");
    }

    /**
     * Where others than Steward get their machines in a benchmark: from the same Docker, and from the same addresses.
     *
     * @param size of each machine
     * @param diskGib of each machine's disk
     */
    public Rent rentForPeers(MachineSize size, int diskGib) {
        Path key = nodeKey();
        DockerSettings docker = new DockerSettings(
                installation() + "peers",
                URI.create(text("DOCKER_HOST")),
                text("STEWARD_PEERS_IMAGE"),
                SubnetPool.parse(text("STEWARD_SUBNETS")),
                disks().toString(),
                lines(key.resolveSibling("ssh.pub")).getFirst());
        return new Rent(docker, String.join("\n", lines(key)) + "\n", size, diskGib);
    }

    /** The key by which nodes let us in over SSH. */
    public Path nodeKey() {
        return Path.of(text("STEWARD_STATE")).resolve("secrets").resolve("ssh");
    }

    /** Where the Temporal UI is; empty when there is none. */
    public String temporalUi() {
        return environment.getOrDefault("STEWARD_TEMPORAL_UI", "");
    }

    /** Where disk files are kept. */
    public Path disks() {
        return Path.of(text("STEWARD_STATE")).resolve("disks");
    }

    /** Where the evidence of what went wrong is kept. */
    public Path evidence() {
        return Path.of(text("STEWARD_STATE")).resolve("chaos");
    }

    /** The installation that runs here, if its machines are in memory. */
    Installation fleet(String plan) {
        HttpClient http = HttpClient.newHttpClient();
        FleetWatch watch =
                new FleetWatch(http, worker().resolve("/metrics"), URI.create(text("STEWARD_FLEET_STORM")), 3);
        String password = String.join("", lines(file("STEWARD_TEMPORAL_DATABASE_PASSWORD")));
        return new Installation(
                platform(),
                platform().plan(plan),
                watch,
                new FleetProcesses(this::process),
                new TemporalDatabase(text("STEWARD_TEMPORAL_DATABASE"), password),
                daemon("broker", URI.create(text("STEWARD_BROKER_URL")).getPort()),
                workerProcess());
    }

    /** The worker that runs here. */
    public Daemon workerProcess() {
        return daemon("worker", URI.create(text("STEWARD_WORKER_URL")).getPort());
    }

    /** The Temporal server that runs here. */
    public Daemon temporalProcess() {
        String address = text("STEWARD_TEMPORAL_ADDRESS");
        return daemon("temporal", Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    private Daemon daemon(String name, int port) {
        return RecordedDaemon.of(name, Path.of(text("STEWARD_STATE")), port);
    }

    private String text(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new Unusable(name + " is not set: start this by the steward command, which sets it");
        }
        return value;
    }

    private Path file(String name) {
        return Path.of(text(name));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Unusable(file + " can't be read: " + e);
        }
    }
}
