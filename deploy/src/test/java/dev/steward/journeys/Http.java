package dev.steward.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** HTTP as a careless or hostile client would speak it. */
public final class Http {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI broker;
    private final String authorization;
    private String identity = "";

    public Http(URI broker, String user, String password) {
        this.broker = broker;
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** In whose name it asks from now on (OSB, Originating Identity), whatever that is. */
    public Http as(String identity) {
        this.identity = identity;
        return this;
    }

    public HttpResponse<String> send(String method, String path, String body) {
        return send(request(path).header("Authorization", authorization), method, body);
    }

    public HttpResponse<String> sendWithoutCredentials(String method, String path, String body) {
        return send(request(path), method, body);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(broker.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Broker-API-Version", "2.17")
                .header("Content-Type", "application/json");
        return identity.isEmpty() ? request : request.header("X-Broker-API-Originating-Identity", identity);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body) {
        try {
            return client.send(
                    request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
