package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is sent, it is never an error of the broker's. */
final class AnyBytesTest {

    private final int port = Bench.get().http.port();

    @Property(tries = 150)
    void asABody(@ForAll byte[] body) {
        assertThat(put(body)).isBetween(200, 499);
    }

    @Property(tries = 150)
    void asJson(@ForAll("almostJson") String body) {
        assertThat(put(body.getBytes(StandardCharsets.UTF_8))).isBetween(200, 499);
    }

    @Property(tries = 150)
    void asAnId(@ForAll byte[] id) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("GET /v2/service_instances/".getBytes(StandardCharsets.US_ASCII));
        for (byte b : id) {
            if (b != ' ' && b != '\r' && b != '\n') { // they end a target, or a line
                line.write(b);
            }
        }
        line.writeBytes("/last_operation".getBytes(StandardCharsets.US_ASCII));

        assertThat(RawHttp.status(port, line.toByteArray(), new byte[0])).isBetween(200, 499);
    }

    @Property(tries = 150)
    void asAnEncodedId(@ForAll byte[] id) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : id) {
            encoded.append("%%%02X".formatted(b & 0xFF));
        }

        assertThat(RawHttp.status(port, "GET /v2/service_instances/" + encoded + "?x=" + encoded))
                .isBetween(200, 499);
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "\\u0000",
                        "\\ud800",
                        "null",
                        "1e999",
                        "-",
                        "true",
                        "\"service_id\":",
                        "\"plan_id\":",
                        "\"parameters\":",
                        "\"context\":",
                        "{" + Paths.CHOICE,
                        "9".repeat(400),
                        " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private int put(byte[] body) {
        return RawHttp.status(
                port, ("PUT " + Paths.provision(Bench.fresh())).getBytes(StandardCharsets.US_ASCII), body);
    }
}
