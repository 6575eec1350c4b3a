package dev.steward.bench.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/** Has a storm strike when it is told to: {@code POST /strike} with a number of clusters; answers a line for each time. */
final class StormServer {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Storm storm;
    private final HttpServer server;

    StormServer(Estate estate, int port) throws IOException {
        storm = new Storm(estate, LIMIT);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/strike", this::strike);
    }

    void start() {
        server.start();
    }

    private void strike(HttpExchange exchange) throws IOException {
        try (exchange) {
            int clusters = Integer.parseInt(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip());
            byte[] times = storm.strike(clusters).stream()
                    .map(time -> Long.toString(time.toNanos()))
                    .collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, times.length == 0 ? -1 : times.length);
            exchange.getResponseBody().write(times);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
