package dev.steward.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steward.platform.LastOperation.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformTest {

    private static final Plan PLAN = new Plan("s", "p", "single-small", "1.2.0");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final FakeBroker broker = new FakeBroker();
    private final Platform platform = new Platform(broker.address(), "user", "secret");

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void itFindsAPlanByName() {
        broker.replies(
                200,
                "{\"services\":[{\"id\":\"s\",\"plans\":[{\"id\":\"p\",\"name\":\"single-small\","
                        + "\"maintenance_info\":{\"version\":\"1.2.0\"}}]}]}");
        assertThat(platform.plan("single-small")).isEqualTo(PLAN);
        assertThat(broker.asked()).containsExactly("GET /v2/catalog 2.17 Basic dXNlcjpzZWNyZXQ=");
    }

    @Test
    void aMissingPlanIsNamed() {
        broker.replies(200, "{\"services\":[]}");
        assertThatExceptionOfType(BrokerError.class)
                .isThrownBy(() -> platform.plan("huge"))
                .withMessageContaining("huge");
    }

    @Test
    void itPollsUntilTheOperationHasEndedAndShowsEveryStep() {
        broker.replies(202, "{\"operation\":\"op 1\"}")
                .repliesRetryAfter(0, "{\"state\":\"in progress\",\"description\":\"one\"}")
                .repliesRetryAfter(10, "{\"state\":\"in progress\",\"description\":\"two\"}")
                .replies(200, "{\"state\":\"succeeded\"}");
        List<String> seen = new ArrayList<>();
        LastOperation last =
                platform.await("i/1", PLAN, platform.provision("i/1", PLAN), LIMIT, o -> seen.add(o.description()));
        assertThat(last.state()).isEqualTo(State.SUCCEEDED);
        assertThat(seen).containsExactly("one", "two", "");
        assertThat(broker.asked().get(1)).contains("/v2/service_instances/i%2F1/last_operation", "operation=op%201");
    }

    @Test
    void itGivesUpWaitingAtTheLimit() {
        broker.replies(200, "{\"state\":\"in progress\"}").replies(200, "{\"state\":\"in progress\"}");
        LastOperation last = platform.await("i", PLAN, new Asked(false, null), Duration.ofMillis(1), o -> {});
        assertThat(last.state()).isEqualTo(State.IN_PROGRESS);
    }

    @Test
    void anInstanceThatIsGoneWhileItIsRemovedIsRemoved() {
        broker.replies(410, "{}");
        assertThat(platform.lastOperation("i", PLAN, new Asked(false, null)).state())
                .isEqualTo(State.SUCCEEDED);
    }

    @Test
    void aRefusalSaysWhatWasAskedAndWhy() {
        broker.replies(422, "{\"error\":\"ConcurrencyError\",\"description\":\"busy now\"}");
        assertThatExceptionOfType(BrokerError.class)
                .isThrownBy(() -> platform.deprovision("i", PLAN))
                .withMessage("DELETE /v2/service_instances/i: 422 ConcurrencyError: busy now")
                .satisfies(e -> assertThat(e.status()).isEqualTo(422))
                .satisfies(e -> assertThat(e.code()).isEqualTo("ConcurrencyError"));
    }

    @Test
    void anUpgradeIsAnUpdateOfTheMaintenanceInfo() {
        broker.replies(200, "{}").replies(202, "{\"operation\":\"update-4\"}");
        assertThat(platform.upgrade("i", PLAN).finished()).isTrue();
        assertThat(platform.upgrade("i", PLAN).operation()).isEqualTo("update-4");
        assertThat(broker.asked().getFirst()).startsWith("PATCH /v2/service_instances/i?accepts_incomplete=true");
        assertThat(broker.bodies().getFirst()).contains("\"maintenance_info\":{\"version\":\"1.2.0\"}");
    }

    @Test
    void anAnswerThatIsNoJsonIsAnError() {
        broker.replies(502, "<html>bad gateway</html>");
        assertThatExceptionOfType(BrokerError.class)
                .isThrownBy(() -> platform.fetch("i"))
                .withMessageContaining("502");
    }

    @Test
    void nobodyThereIsAnErrorThatNamesTheAddress() {
        Platform nobody = new Platform(URI.create("http://127.0.0.1:1"), "user", "secret");
        assertThatExceptionOfType(BrokerError.class)
                .isThrownBy(() -> nobody.fetch("i"))
                .withMessageContaining("http://127.0.0.1:1");
    }

    @Test
    void credentialsAreReadAndNeverPrinted() {
        broker.replies(201, """
                {"credentials":{"uri":"u","jdbcUrl":"j","host":"10.0.0.1","hosts":["10.0.0.1","10.0.0.2"],"port":5432,
                 "name":"d","username":"r","password":"pw","cacrt":"pem"}}""");
        Credentials credentials = platform.bind("i", "b", PLAN);
        assertThat(credentials.hosts()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(credentials.port()).isEqualTo(5432);
        assertThat(credentials.toString()).doesNotContain("pw");
    }

    @Test
    void aBindingWithoutAFieldIsAnErrorThatNamesIt() {
        broker.replies(201, "{\"credentials\":{\"uri\":\"u\"}}");
        assertThatExceptionOfType(BrokerError.class)
                .isThrownBy(() -> platform.bind("i", "b", PLAN))
                .withMessageContaining("jdbcUrl");
    }
}
