package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Life;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpdatesTest {

    private static final String SERVICE = "\"service_id\":\"" + Bench.SERVICE + "\"";

    private final Bench bench = Bench.get();
    private final String id = Bench.fresh();

    @BeforeEach
    void anInstance() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.LIVE, "The instance is ready to use.");
    }

    @Test
    void whatIsNotPossibleNeedNotBeTriedAgain() {
        bench.stage.script(id).refuses(Refusal.UNCHANGEABLE, "This can't be changed yet.");

        var reply = patch("{" + SERVICE + ",\"parameters\":{}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json())
                .containsEntry("description", "This can't be changed yet.")
                .containsEntry("update_repeatable", false)
                .containsEntry("instance_usable", true);
    }

    @Test
    void otherErrorsSayNothingOfUpdates() {
        var reply = bench.http.put(Paths.provision(id), "{");

        assertThat(reply.json()).containsOnlyKeys("description");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|service_id is missing",
                "{SERVICE,\"plan_id\":\"x\"}|no plan",
                "{SERVICE,\"parameters\":{\"extensions\":[1]}}|extensions[0] is 1",
                "{SERVICE,\"context\":1}|context has to be a JSON object",
                "{SERVICE,\"maintenance_info\":{\"version\":1}}|maintenance_info.version has to be a string",
            })
    void whatCantBeUnderstoodIsABadRequest(String body, String because) {
        var reply = patch(body.replace("SERVICE", SERVICE));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).contains(because);
    }

    @Test
    void whatTakesTimeIsAskedForByThoseWhoCanWait() {
        var reply = bench.http.send(
                "PATCH",
                Paths.instance(id),
                ("{" + SERVICE + ",\"parameters\":{\"extensions\":[\"cube\"]}}").getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "AsyncRequired");
    }

    @Test
    void whoCantWaitIsNotToldOfAnUpdateThatGoesOn() {
        bench.stage.script(id).begin(Operation.Kind.UPDATE, Life.LIVE);

        var reply = bench.http.send(
                "PATCH", Paths.instance(id), ("{" + SERVICE + ",\"context\":{}}").getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "AsyncRequired");
    }

    @Test
    void anEditionThatIsNullIsNoneAndLeavesTheInstanceAsItIs() {
        Script script = bench.stage.script(id);
        script.asked = Objects.requireNonNull(script.asked).ofEdition("of long ago");

        var reply = bench.http.send(
                "PATCH",
                Paths.instance(id),
                ("{" + SERVICE + ",\"maintenance_info\":{\"version\":null}}").getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).as("else it would have to be waited for").isEqualTo(200);
    }

    @Test
    void whileItIsUpdatedItIsNotShown() {
        bench.stage.script(id).begin(Operation.Kind.UPDATE, Life.LIVE);

        var reply = bench.http.get(Paths.instance(id));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "ConcurrencyError");
    }

    @Test
    void whatIsNotThereCantBeUpdated() {
        assertThat(bench.http
                        .send(
                                "PATCH",
                                Paths.provision(Bench.fresh()),
                                ("{" + SERVICE + "}").getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(404);
    }

    private Http.Reply patch(String body) {
        return bench.http.send("PATCH", Paths.provision(id), body.getBytes(StandardCharsets.UTF_8));
    }
}
