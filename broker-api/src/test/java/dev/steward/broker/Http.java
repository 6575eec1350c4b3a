package dev.steward.broker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A platform that speaks with the broker. */
final class Http {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final List<String> headers = new ArrayList<>();

    Http(int port, String credentials) {
        this(port, List.of("X-Broker-API-Version", "2.17"));
        headers.addAll(List.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
    }

    private Http(int port, List<String> headers) {
        this.port = port;
        this.headers.addAll(headers);
    }

    /** The same platform, which sends this header too, in the place of an earlier one. */
    Http with(String name, String value) {
        Http other = without(name);
        other.headers.addAll(List.of(name, value));
        return other;
    }

    Http without(String name) {
        Http other = new Http(port, headers);
        int at = other.headers.indexOf(name);
        if (at >= 0) {
            other.headers.remove(at);
            other.headers.remove(at);
        }
        return other;
    }

    int port() {
        return port;
    }

    Reply get(String path) {
        return send("GET", path, new byte[0]);
    }

    Reply put(String path, String body) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
    }

    Reply delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    Reply send(String method, String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the broker replied. */
    record Reply(int status, Map<String, List<String>> headers, String body) {

        Map<String, Object> json() {
            return JSON.readValue(body, new TypeReference<Map<String, Object>>() {});
        }

        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(e -> e.getKey().equalsIgnoreCase(name))
                    .map(e -> e.getValue().getFirst())
                    .findFirst();
        }

        String description() {
            return String.valueOf(json().get("description"));
        }
    }
}
