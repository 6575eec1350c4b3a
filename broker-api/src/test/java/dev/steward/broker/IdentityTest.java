package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks is read, kept with what he asked for, and never a ground to refuse but when it can't be read. */
final class IdentityTest {

    private static final String ORIGIN = "X-Broker-API-Originating-Identity";

    private final Bench bench = Bench.get();
    private final String id = Bench.fresh();

    @Test
    void whoAsksIsKept() {
        var reply = bench.http
                .with(ORIGIN, "cloudfoundry " + base64("{\n \"user_id\": \"683ea748\"}"))
                .with("X-Broker-API-Request-Identity", "r-7")
                .put(Paths.provision(id), Paths.BODY);

        assertThat(reply.status()).isEqualTo(202);
        var caller =
                Objects.requireNonNull(bench.stage.script(id).asked).request().caller();
        assertThat(caller.request()).isEqualTo("r-7");
        assertThat(caller.user()).isEqualTo("cloudfoundry {\"user_id\":\"683ea748\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloudfoundry",
                "cloudfoundry !!!",
                "cloudfoundry W10=",
                "cloudfoundry eyI",
                "a b c",
                "x InN0cmluZyI="
            })
    void whatCantBeReadIsABadRequest(String header) {
        var reply = bench.http.with(ORIGIN, header).put(Paths.provision(id), Paths.BODY);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).contains(ORIGIN);
        assertThat(bench.stage.script(id).asked).isNull();
    }

    @Test
    void strangersAndOtherVersionsAreTurnedAwayBeforeIt() {
        var bad = bench.http.with(ORIGIN, "x");

        assertThat(bad.without("Authorization").get("/v2/catalog").status()).isEqualTo(401);
        assertThat(bad.with("X-Broker-API-Version", "3.0").get("/v2/catalog").status())
                .isEqualTo(412);
        assertThat(bad.get("/v2/catalog").status()).isEqualTo(400);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
