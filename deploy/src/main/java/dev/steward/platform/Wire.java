package dev.steward.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OSB over HTTP: JSON there, JSON back, with the headers OSB asks for. */
final class Wire {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** OSB 2.17, "Synchronous Operations": platforms wait a minute for an answer. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI broker;
    private final String authorization;

    Wire(URI broker, String user, String password) {
        this.broker = broker;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body as JSON; an empty object when there was none
     * @param retryAfter when the broker said so
     */
    record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {}

    /** Asks, and takes these statuses for an answer; every other is a {@link BrokerError}. */
    Answer ask(String method, String path, @Nullable Map<String, ?> body, Set<Integer> expected) {
        HttpResponse<String> response = send(request(method, path, body));
        Answer answer = new Answer(response.statusCode(), parse(method, path, response), retryAfter(response));
        if (!expected.contains(answer.status())) {
            throw error(method, path, answer);
        }
        return answer;
    }

    private HttpRequest request(String method, String path, @Nullable Map<String, ?> body) {
        return HttpRequest.newBuilder(broker.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .header("X-Broker-API-Version", "2.17")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(write(body)))
                .build();
    }

    private static String write(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new BrokerError(
                    0, "", "the broker at " + broker + " does not answer " + request.method() + " (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerError(0, "", "interrupted while asking the broker");
        }
    }

    private static JsonNode parse(String method, String path, HttpResponse<String> response) {
        String body = response.body();
        if (body == null || body.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            String what = method + " " + pathOnly(path) + ": " + response.statusCode() + ", and no JSON";
            throw new BrokerError(response.statusCode(), "", what);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(v -> v.matches("\\d{1,6}"))
                .map(v -> Duration.ofSeconds(Long.parseLong(v)));
    }

    private static BrokerError error(String method, String path, Answer answer) {
        String code = answer.body().path("error").asText("");
        String said = answer.body().path("description").asText("no description");
        String what = method + " " + pathOnly(path) + ": " + answer.status() + (code.isEmpty() ? "" : " " + code);
        return new BrokerError(answer.status(), code, what + ": " + said);
    }

    private static String pathOnly(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
