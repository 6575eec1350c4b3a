package dev.steward.machines.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.machines.SecretFile;
import dev.steward.machines.Terms;
import dev.steward.trouble.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that ends before its time. */
class CloudTest {

    private static final String TOKEN = """
            {"token": {"expires_at": "2099-01-01T00:00:00.000000Z", "issued_at": "2026-01-01T00:00:00.000000Z",
              "methods": ["password"], "user": {"id": "u", "name": "u"}, "project": {"id": "p", "name": "p"},
              "catalog": [{"id": "c", "type": "compute", "name": "nova", "endpoints": [{"id": "e", "interface": "public",
                "region": "RegionOne", "region_id": "RegionOne", "url": "%s/v2.1"}]}]}}""";

    @TempDir
    private Path folder;

    private HttpServer server;
    private final AtomicInteger logins = new AtomicInteger();
    private volatile String accepted = "token-1";
    private volatile boolean letsIn = true;
    private final AtomicReference<@Nullable CyclicBarrier> rejections = new AtomicReference<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/v3/auth/tokens", this::login);
        server.createContext("/v2.1/servers/detail", this::servers);
        server.start();
        Files.writeString(folder.resolve("password"), "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRejectedTokenIsReplacedByANewOne() {
        Cloud cloud = cloud();
        assertThat(serversOf(cloud)).isZero();
        accepted = "token-2";

        assertThat(serversOf(cloud)).isZero();
        assertThat(logins).hasValue(2);
    }

    @Test
    void whereNobodyIsLetInTheOperatorHasToSetItRight() {
        Cloud cloud = cloud();
        assertThat(serversOf(cloud)).isZero();
        accepted = "none";
        letsIn = false;

        assertThatThrownBy(() -> serversOf(cloud))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.MISCONFIGURED));
    }

    @Test
    void twoWhoseTokenIsRejectedAtTheSameTimeBothGetANewOne() {
        Cloud cloud = cloud();
        assertThat(serversOf(cloud)).isZero();
        accepted = "any but the first";
        rejections.set(new CyclicBarrier(2));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> serversOf(cloud), threads);
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> serversOf(cloud), threads);

            assertThat(one.join() + other.join()).isZero();
        }
    }

    @Test
    void aWrongPasswordIsTriedOnce() {
        letsIn = false;

        assertThatThrownBy(() -> serversOf(cloud()))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.MISCONFIGURED));
        assertThat(logins).hasValue(1);
    }

    private static int serversOf(Cloud cloud) {
        return cloud.ask("list servers", os -> os.compute().servers().list()).size();
    }

    private void login(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("X-Subject-Token", "token-" + logins.incrementAndGet());
        answer(exchange, letsIn ? 201 : 401, letsIn ? TOKEN.formatted(address()) : "{}");
    }

    private void servers(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        CyclicBarrier both = rejections.get();
        boolean known = both == null ? accepted.equals(token) : !"token-1".equals(token);
        if (both != null && !known) {
            together(both);
        }
        answer(exchange, known ? 200 : 401, known ? "{\"servers\": []}" : "{}");
    }

    private static void together(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Cloud cloud() {
        return new Cloud(new OpenstackSettings(
                new Terms("test", List.of(), List.of(), "ssh-ed25519 key"),
                URI.create(address() + "/v3"),
                new OpenstackSettings.Login.Password(
                        "u", "Default", "p", "Default", new SecretFile(folder.resolve("password"))),
                "RegionOne",
                Optional.empty(),
                "image",
                List.of(),
                "network",
                List.of(),
                List.of(),
                Optional.empty(),
                OpenstackSettings.Spread.SOFT));
    }
}
