package dev.steward.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The EC2 lab of {@code deploy/labs/ec2}, one of a journey's own: its facts, and what can be done to it. */
final class Ec2Lab implements AutoCloseable {

    private static final String SCRIPT =
            Path.of("labs/ec2/lab").toAbsolutePath().toString();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder = Path.of(System.getenv().getOrDefault("STEWARD_STATE", "/var/tmp/steward-journeys"))
            .resolve("journeys/ec2");
    private final Map<String, String> facts;

    /** Starts it, empty, with the product's own machine image. */
    Ec2Lab() {
        close();
        Shell.run(List.of(SCRIPT, "up", folder.toString(), Settings.needed("STEWARD_DOCKER_IMAGE")));
        facts = facts(folder.resolve("lab.env"));
    }

    /** Where it keeps what it has. */
    Path folder() {
        return folder;
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
        Shell.run(List.of(SCRIPT, "down", folder.toString()));
    }
}
