package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class CodecTest {

    private static final String PLAIN = "{\"payloads\":[{\"metadata\":{\"encoding\":\"" + base64("json/plain")
            + "\"},\"data\":\"" + base64("\"secret\"") + "\"}]}";

    private final Http http = Bench.get().http.without("X-Broker-API-Version");

    @Test
    void whatWasEncodedIsDecoded() {
        var encoded = post("/codec/encode", PLAIN);
        var decoded = post("/codec/decode", encoded.body());

        assertThat(encoded.status()).isEqualTo(200);
        assertThat(encoded.body()).contains(base64("binary/encrypted")).doesNotContain(base64("\"secret\""));
        assertThat(decoded.status()).isEqualTo(200);
        assertThat(decoded.body().replaceAll("\\s", "")).isEqualTo(PLAIN);
    }

    @Test
    void whatWasTamperedWithIsABadRequest() {
        String sealed = "{\"payloads\":[{\"metadata\":{\"encoding\":\"" + base64("binary/encrypted")
                + "\",\"encryption-key-id\":\"%s\"},\"data\":\"%s\"}]}";

        assertThat(post("/codec/decode", sealed.formatted(base64("k1"), base64("x".repeat(64))))
                        .status())
                .isEqualTo(400);
        assertThat(post("/codec/decode", sealed.formatted(base64("k1"), "")).status())
                .isEqualTo(400);
        assertThat(post("/codec/decode", sealed.formatted(base64("k9"), base64("x".repeat(64))))
                        .status())
                .isEqualTo(400);
        assertThat(post(
                                "/codec/decode",
                                "{\"payloads\":[{\"metadata\":{\"encoding\":\"" + base64("binary/encrypted") + "\"}}]}")
                        .status())
                .isEqualTo(400);
        assertThat(post("/codec/decode", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void onlyTheUiMayAskFromABrowser() {
        Http preflight = new Http(http.port(), "no:body")
                .without("Authorization")
                .without("X-Broker-API-Version")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "content-type,x-namespace");

        var ui = preflight.with("Origin", Bench.UI).send("OPTIONS", "/codec/decode", new byte[0]);
        var other = preflight.with("Origin", "https://evil.example").send("OPTIONS", "/codec/decode", new byte[0]);
        var api = preflight.with("Origin", Bench.UI).send("OPTIONS", "/v2/catalog", new byte[0]);

        assertThat(ui.status()).isEqualTo(200);
        assertThat(ui.header("Access-Control-Allow-Origin")).contains(Bench.UI);
        assertThat(ui.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(api.status()).isEqualTo(401);
    }

    @Test
    void withoutAUserNothingIsDecoded() {
        var reply = http.without("Authorization").send("POST", "/codec/decode", PLAIN.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(401);
    }

    private Http.Reply post(String path, String body) {
        return http.send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
