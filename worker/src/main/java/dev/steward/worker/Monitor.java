package dev.steward.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Health and metrics over HTTP: {@code /health} answers 200 or 503 with a sentence, {@code /metrics} in Prometheus form. */
final class Monitor {

    private static final int REPORT_SECONDS = 5;

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer server;
    private volatile Supplier<Health> health = () -> new Health(false, "starting");

    /**
     * How the process is.
     *
     * @param well whether it does its work
     * @param sentence for people
     */
    record Health(boolean well, String sentence) {}

    Monitor(Settings.Http http) throws IOException {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        server = HttpServer.create(new InetSocketAddress(http.address(), http.port()), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", this::health);
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
    }

    /** Where Temporal's client, and workflows by way of it, count: into the same metrics. */
    Scope scope() {
        return new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(metrics))
                .reportEvery(Duration.ofSeconds(REPORT_SECONDS));
    }

    PrometheusMeterRegistry metrics() {
        return metrics;
    }

    int port() {
        return server.getAddress().getPort();
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    void healthIs(Supplier<Health> now) {
        health = now;
    }

    private void health(HttpExchange exchange) throws IOException {
        Health now = health.get();
        answer(exchange, now.well() ? 200 : 503, "text/plain", now.sentence() + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
