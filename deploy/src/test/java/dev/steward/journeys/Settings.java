package dev.steward.journeys;

import dev.steward.tunnel.PersonalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The files and ports of a Steward of a journey's own. */
public final class Settings {

    public static final String USER = "journey";

    private static final SecureRandom RANDOM = new SecureRandom();

    public final Path home;
    public final String installation = HexFormat.of().formatHex(random(4));
    public final String password = HexFormat.of().formatHex(random(12));
    public final int temporalPort = freePort();
    public final int brokerPort = freePort();
    public final int workerPort = freePort();
    public final int tunnelPort = freePort();

    private final String image = needed("STEWARD_DOCKER_IMAGE");
    private final String dockerHost = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

    Settings(Path home) {
        this.home = home;
    }

    static String needed(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "journeys need " + name + " in the environment; deploy/steward test sets it");
        }
        return value;
    }

    /** Writes everything that broker and worker read. */
    void write(String catalog) {
        makeFolder(disks());
        write("payload-keys", "k1:" + Base64.getEncoder().encodeToString(random(32)) + "\n");
        write("users", USER + ":" + password + "\n");
        writeCatalog(catalog);
        PersonalKey.write(home.resolve("ssh"));
        PersonalKey.write(home.resolve("tunnel-host-key"));
        writeBroker();
        writeWorker(dockerHost);
    }

    void writeCatalog(String catalog) {
        write("catalog.yaml", catalog);
    }

    private void writeBroker() {
        write("broker.yaml", """
                http: {address: 127.0.0.1, port: %d}
                temporal: {address: "127.0.0.1:%d", namespace: default, payloadKeys: %s}
                users: %s
                catalog: %s
                """.formatted(
                        brokerPort, temporalPort, payloadKeys(), home.resolve("users"), home.resolve("catalog.yaml")));
    }

    /** The worker's file, with the right Docker daemon. */
    void writeWorker() {
        writeWorker(dockerHost);
    }

    /** The worker's file, with this Docker daemon. */
    void writeWorker(String host) {
        write("worker.yaml", """
                installation: "%s"
                temporal: {address: "127.0.0.1:%d", namespace: default, payloadKeys: %s}
                ssh: {privateKey: %s}
                http: {address: 127.0.0.1, port: %d}
                tunnels: {address: 127.0.0.1, port: %d, hostKey: %s}
                serves:
                  - {infrastructure: docker, engines: [postgresql, valkey]}
                infrastructures:
                  docker: {host: "%s", image: "%s", subnets: 10.92.0.0/16, disks: %s}
                """.formatted(
                        installation,
                        temporalPort,
                        payloadKeys(),
                        home.resolve("ssh"),
                        workerPort,
                        tunnelPort,
                        home.resolve("tunnel-host-key"),
                        host,
                        image,
                        disks()));
    }

    /**
     * The file of another worker, which serves this infrastructure.
     *
     * @param section what it has to know, as a lab writes it
     * @return its port
     */
    int writeWorkerOf(String infrastructure, String section) {
        int port = freePort();
        write(
                worker(infrastructure) + ".yaml",
                """
                installation: "%s"
                temporal: {address: "127.0.0.1:%d", namespace: default, payloadKeys: %s}
                ssh: {privateKey: %s}
                http: {address: 127.0.0.1, port: %d}
                serves:
                  - {infrastructure: %s, engines: [postgresql]}
                infrastructures:
                """.formatted(installation, temporalPort, payloadKeys(), home.resolve("ssh"), port, infrastructure)
                        + section);
        return port;
    }

    static String worker(String infrastructure) {
        return "worker-" + infrastructure;
    }

    Path payloadKeys() {
        return home.resolve("payload-keys");
    }

    Path disks() {
        return home.resolve("disks");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
