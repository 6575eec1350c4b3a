package dev.steward.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy between a client and a cloud's services, which passes on what it is told unless it has a fault. */
final class FaultyProxy implements AutoCloseable {

    /** What it does to requests. */
    enum Mood {
        WELL,
        /** Takes requests and says nothing. */
        SILENT,
        /** Answers every request with 500. */
        BROKEN,
        /** Answers the next two with 429. */
        THROTTLING,
        /** Passes the next order (a POST that is no login) on, and swallows its answer. */
        FORGETFUL,
        /** Passes orders of machines on when whoever sent them has given them up. */
        LATE
    }

    private static final Duration LATENESS = Duration.ofSeconds(24);
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "proxy-connection", "content-length", "transfer-encoding");

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final AtomicInteger left = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    FaultyProxy() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void becomes(Mood now) {
        left.set(now == Mood.THROTTLING ? 2 : 1);
        mood = now;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (mood) {
                case WELL -> answer(exchange, passedOn(exchange, body));
                case SILENT -> holdWhileSilent();
                case BROKEN -> answer(exchange, 500, "{\"error\": {\"message\": \"injected\"}}");
                case THROTTLING -> {
                    if (left.getAndDecrement() > 0) {
                        answer(exchange, 429, "{\"overLimit\": {\"message\": \"injected\", \"code\": 429}}");
                    } else {
                        answer(exchange, passedOn(exchange, body));
                    }
                }
                case LATE -> {
                    if (exchange.getRequestMethod().equals("POST")
                            && exchange.getRequestURI().getPath().endsWith("/servers")) {
                        Thread.sleep(LATENESS);
                    }
                    answer(exchange, passedOn(exchange, body));
                }
                case FORGETFUL -> {
                    HttpResponse<byte[]> response = passedOn(exchange, body);
                    if (!isOrder(exchange) || left.getAndDecrement() <= 0) {
                        answer(exchange, response);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOrder(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST")
                && !exchange.getRequestURI().getPath().endsWith("/auth/tokens");
    }

    private void holdWhileSilent() throws InterruptedException {
        while (mood == Mood.SILENT) {
            Thread.sleep(50);
        }
    }

    private HttpResponse<byte[]> passedOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(exchange.getRequestURI())
                .version(HttpClient.Version.HTTP_1_1)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        answer(exchange, response.statusCode(), response.body());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        becomes(Mood.WELL);
        server.stop(0);
    }
}
