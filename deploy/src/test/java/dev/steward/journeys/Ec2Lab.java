package dev.steward.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The EC2 lab of {@code deploy/labs/ec2}, one of a journey's own: its facts, and what can be done to it. */
final class Ec2Lab implements AutoCloseable {

    private static final Path SCRIPTS = Path.of("labs/ec2").toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> environment;
    private final Map<String, String> facts;

    /** Starts it, with the product's own machine image. */
    Ec2Lab() {
        String state = System.getenv().getOrDefault("STEWARD_STATE", "/var/tmp/steward-journeys");
        environment = Map.of(
                "EC2LAB_STATE",
                state + "/labs/ec2-journeys",
                "EC2LAB_PORT",
                Integer.toString(freePort()),
                "EC2LAB_NETWORK",
                "ec2lab-journeys",
                "EC2LAB_SUBNET",
                "10.95.0.0/24",
                "EC2LAB_IMAGE",
                Settings.needed("STEWARD_DOCKER_IMAGE"));
        run("up.sh");
        facts = facts(Path.of(environment.get("EC2LAB_STATE"), "lab.env"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> facts(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.substring("EC2LAB_".length()).split("=", 2))
                    .collect(Collectors.toMap(f -> f[0], f -> f[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ENDPOINT}, {@code SUBNET_ID} and so on. */
    String fact(String name) {
        return facts.get(name);
    }

    /** Has something happen to calls of the API; see the lab's README. */
    void fault(String json) {
        ask("POST", "/_lab/faults", json);
    }

    void noMoreFaults() {
        ask("DELETE", "/_lab/faults", "");
    }

    /** {@code kill}, {@code freeze} and so on. */
    void machine(String instance, String verb) {
        ask("POST", "/_lab/machines/" + instance + "/" + verb, "");
    }

    private void ask(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fact("ENDPOINT") + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("down.sh");
    }

    private void run(String script) {
        try {
            Path log = Files.createTempFile("steward-ec2-lab", ".log");
            ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve(script).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(script + ": " + Files.readString(log));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
