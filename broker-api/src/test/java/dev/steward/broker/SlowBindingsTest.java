package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lifecycle.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On the real workflows: bindings that take longer, and what is found of an instance in Temporal. */
@EnabledIf("dev.steward.fakes.TemporalProcess#isThere")
final class SlowBindingsTest {

    private static final String LATER = "?accepts_incomplete=true";

    private final Estate estate = Estate.get();
    private final String id = Bench.fresh();
    private final String binding = Paths.binding(id, "b");

    @BeforeEach
    void anInstanceWhoseBindingsTakeLong() {
        String context = ",\"context\":{\"organization_guid\":\"org-" + id + "\",\"instance_name\":\"mine\"}";
        var reply = estate.http
                .with("X-Broker-API-Request-Identity", "request-" + id)
                .put(Paths.provision(id), "{" + Paths.CHOICE + context + "}");
        assertThat(reply.status()).isEqualTo(202);
        estate.await(id);
        estate.gates.close(id + Gates.BINDING);
    }

    @AfterEach
    void nothingIsLeft() {
        estate.gates.open(id + Gates.BINDING);
        estate.http.delete(Paths.deprovision(id));
        estate.await(id);
        assertThat(estate.cloud.inventory()).noneMatch(thing -> thing.contains(id));
    }

    @Test
    void whoCanWaitIsToldToAskAgain() {
        var first = estate.http.put(binding + LATER, Paths.BODY);
        var again = estate.http.put(binding + LATER, Paths.BODY);
        var other = estate.http.put(binding + LATER, "{" + Paths.CHOICE + ",\"parameters\":{\"role\":\"read-only\"}}");
        var poll = estate.http.get(binding + "/last_operation?operation=bind");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json()).containsOnlyKeys("operation");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(poll.json()).containsEntry("state", "in progress");
        assertThat(estate.http.get(binding).status()).isEqualTo(404);

        estate.gates.open(id + Gates.BINDING);
        until(() -> estate.http
                .get(binding + "/last_operation?operation=bind")
                .body()
                .contains("succeeded"));
        assertThat(estate.http.get(binding).json()).containsKey("credentials");
    }

    @Test
    void aDeletionInTheMiddleLeavesNothing() {
        estate.http.put(binding + LATER, Paths.BODY);
        var deleted = estate.http.delete(Paths.unbind(id, "b") + "&accepts_incomplete=true");

        assertThat(deleted.status()).isEqualTo(202);
        assertThat(estate.http.get(binding + "/last_operation").json())
                .as("of the last")
                .containsEntry("state", "in progress");
        assertThat(estate.http.get(binding + "/last_operation?operation=bind").json())
                .containsEntry("state", "failed");
        assertThat(estate.http.get(binding + "/last_operation?operation=unbind").json())
                .containsEntry("state", "in progress");

        estate.gates.open(id + Gates.BINDING);
        until(() ->
                estate.http.get(binding + "/last_operation?operation=unbind").status() == 410);
        assertThat(estate.http.get(binding + "/last_operation").status()).isEqualTo(410);
        assertThat(estate.http.get(binding + "/last_operation?operation=bind").json())
                .containsEntry("state", "failed");
        assertThat(estate.http.get(binding).status()).isEqualTo(404);
        assertThat(estate.engine.roles()).noneMatch(role -> role.startsWith(id));
    }

    @Test
    void whatIsBeingMadeIsNotGoneForWhoLeavesOutItsService() {
        estate.http.put(binding + LATER, Paths.BODY);

        assertThat(estate.http.delete(binding).status()).isEqualTo(400);
    }

    @Test
    void itIsFoundByWhomItIsForAndByTheRequest() {
        until(() -> found("StewardOrganization = 'org-" + id + "' AND StewardName = 'mine'") == 1);
        assertThat(found("StewardRequest = 'request-" + id + "'")).isEqualTo(1);
        assertThat(estate.temporal
                        .newUntypedWorkflowStub(WorkflowIds.cluster(new dev.steward.cluster.ClusterId(id)))
                        .describe()
                        .getMemo("request", String.class))
                .isEqualTo("request-" + id);

        String change =
                "{\"service_id\":\"" + Bench.SERVICE + "\",\"context\":{\"organization_guid\":\"moved-" + id + "\"}}";
        assertThat(estate.http
                        .send("PATCH", Paths.provision(id), change.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        until(() -> found("StewardOrganization = 'moved-" + id + "'") == 1);

        String name = "{\"service_id\":\"" + Bench.SERVICE + "\",\"context\":{\"instance_name\":\"renamed\"}}";
        estate.http.send("PATCH", Paths.provision(id), name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        until(() -> found("StewardOrganization = 'moved-" + id + "' AND StewardName = 'renamed'") == 1);
    }

    private long found(String query) {
        return estate.temporal.listExecutions(query).count();
    }

    private static void until(BooleanSupplier what) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!what.getAsBoolean()) {
            assertThat(Instant.now()).as("it did not happen in time").isBefore(deadline);
            Thread.onSpinWait();
        }
    }
}
