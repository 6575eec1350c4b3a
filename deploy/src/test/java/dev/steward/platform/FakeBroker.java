package dev.steward.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A broker that answers what it was told to, in order, and remembers what it was asked. */
public final class FakeBroker implements AutoCloseable {

    private final HttpServer server;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    private record Reply(int status, String retryAfter, String body) {}

    public FakeBroker() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized FakeBroker replies(int status, String body) {
        replies.add(new Reply(status, "", body));
        return this;
    }

    public synchronized FakeBroker repliesRetryAfter(int seconds, String body) {
        replies.add(new Reply(200, Integer.toString(seconds), body));
        return this;
    }

    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    public synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("X-Broker-API-Version") + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        Reply reply = replies.isEmpty() ? new Reply(500, "", "{}") : replies.removeFirst();
        if (!reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
