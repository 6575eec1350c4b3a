package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {

    private static final String IDENTITY = "X-Broker-API-Request-Identity";
    private static final String VERSION = "X-Broker-API-Version";

    private final Bench bench = Bench.get();

    @Test
    void theCatalogIsOffered() {
        var reply = bench.http.get("/v2/catalog");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.body()).contains("single-small", "cluster-small", "cluster-large", "\"bindable\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/catalog", "/v2/service_instances/x", "/actuator/prometheus", "/codec/decode", "/nope"})
    void nothingIsToldToStrangers(String path) {
        for (Http stranger : List.of(
                bench.http.without("Authorization"),
                bench.http.with("Authorization", "Bearer x"),
                bench.http.with("Authorization", "Basic !!!"),
                bench.http.with("Authorization", "Basic " + base64("admin:wrong")),
                bench.http.with("Authorization", "Basic " + base64("admin")))) {
            var reply = stranger.without(VERSION).get(path);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
            assertThat(reply.description()).isNotBlank();
        }
    }

    @Test
    void everyUserOfTheFileIsKnown() {
        var other = bench.http.with("Authorization", "basic " + base64("other:with:colons é"));

        assertThat(other.get("/v2/catalog").status()).isEqualTo(200);
    }

    @Test
    void healthIsToldToEverybodyAndMetricsToUsers() {
        var health = bench.http.without("Authorization").get("/actuator/health");
        var metrics = bench.http.get("/actuator/prometheus");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes");
        assertThat(bench.http.get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void onlyVersion2IsSpoken() {
        assertThat(bench.http.without(VERSION).get("/v2/catalog").status()).isEqualTo(412);
        assertThat(bench.http.with(VERSION, "1.9").get("/v2/catalog").status()).isEqualTo(412);
        assertThat(bench.http.with(VERSION, "two").get("/v2/catalog").status()).isEqualTo(412);
        assertThat(bench.http.with(VERSION, "3.0").get("/v2/catalog").description())
                .contains(VERSION);
        assertThat(bench.http.with(VERSION, "2.13").get("/v2/catalog").status()).isEqualTo(200);
    }

    @Test
    void everyAnswerBearsTheNameOfItsRequest() {
        Http named = bench.http.with(IDENTITY, "request-7");

        assertThat(named.get("/v2/catalog").header(IDENTITY)).contains("request-7");
        assertThat(named.get("/nope").header(IDENTITY)).contains("request-7");
        assertThat(named.put("/v2/service_instances/x", "{").header(IDENTITY)).contains("request-7");
        assertThat(named.without("Authorization").get("/v2/catalog").header(IDENTITY))
                .contains("request-7");
        assertThat(named.without(VERSION).get("/v2/catalog").header(IDENTITY)).contains("request-7");
        assertThat(named.get("/v2/service_instances/a%00b").header(IDENTITY)).contains("request-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "/",
                "//",
                "a//b",
                "..",
                ".",
                "a\\b",
                "ä ö",
                "a;b=c",
                "%2F",
                "a%",
                "日本",
                "a+b",
                "a?b#c",
                "\"'<>",
                "last_operation",
                "a:b@c"
            })
    void anIdMayHoldAnyCharacter(String characters) {
        String id = characters + Bench.fresh();

        assertThat(bench.http.put(Paths.provision(id), Paths.BODY).status()).isEqualTo(202);
        assertThat(Objects.requireNonNull(bench.stage.script(id).asked).id().value())
                .isEqualTo(id);
        assertThat(bench.http.get(Paths.lastOperation(id)).status()).isEqualTo(200);
        assertThat(bench.http.put(Paths.binding(id, characters), Paths.BODY).status())
                .isEqualTo(201);
        assertThat(bench.stage.script(id).bindings).containsOnlyKeys(characters);
    }

    @Test
    void anIdHasUpTo255Characters() {
        String longest = Bench.fresh() + "x".repeat(255 - 36);

        assertThat(bench.http.put(Paths.provision(longest), Paths.BODY).status())
                .isEqualTo(202);
        assertThat(bench.http.put(Paths.provision(longest + "x"), Paths.BODY).status())
                .isEqualTo(400);
        assertThat(bench.http.get(Paths.lastOperation(longest + "x")).status()).isEqualTo(400);
        assertThat(bench.http.get("/v2/service_instances/%FF%FE").status()).isEqualTo(400);
    }

    @Test
    void theyMayBeOfAnyCharactersEachOfWhichIsThreeBytesLong() {
        String first = Bench.fresh() + "日".repeat(255 - 36);
        String second = first.substring(0, 254) + "月";

        assertThat(bench.http.put(Paths.provision(first), Paths.BODY).status()).isEqualTo(202);
        assertThat(bench.http.get(Paths.lastOperation(first)).status()).isEqualTo(200);
        assertThat(bench.http.get(Paths.lastOperation(second)).status()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsSaidInJson() {
        assertThat(bench.http.get("/nope").status()).isEqualTo(404);
        assertThat(bench.http.get("/nope").description()).isNotBlank();
        assertThat(bench.http.send("POST", "/v2/catalog", new byte[0]).status()).isEqualTo(405);
        assertThat(bench.http.send("POST", "/v2/catalog", new byte[0]).description())
                .isNotBlank();
    }

    @Test
    void anAddressThatCantBeDecodedIsABadRequest() {
        assertThat(RawHttp.status(bench.http.port(), "DELETE /%2F;%")).isEqualTo(400);
        assertThat(RawHttp.status(bench.http.port(), "GET /v2/service_instances/x;a=%zz/last_operation"))
                .isEqualTo(400);
    }

    @Test
    void aQueryThatCantBeDecodedIsABadRequest() {
        assertThat(RawHttp.status(bench.http.port(), "GET /v2/service_instances/x/last_operation?operation=%zz"))
                .isEqualTo(400);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
