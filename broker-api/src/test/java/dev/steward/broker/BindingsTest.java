package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lifecycle.Refusal;
import dev.steward.trouble.Trouble;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BindingsTest {

    private final Bench bench = Bench.get();
    private final String id = Bench.fresh();

    @BeforeEach
    void anInstance() {
        bench.http.put(Paths.provision(id), Paths.BODY);
    }

    @Test
    void aBindingIsMadeFetchedAndRemoved() {
        var made = bench.http.put(Paths.binding(id, "b"), Paths.BODY);
        var again = bench.http.put(Paths.binding(id, "b"), Paths.BODY);
        var fetched = bench.http.get(Paths.binding(id, "b"));
        var removed = bench.http.delete(Paths.unbind(id, "b"));
        var missing = bench.http.get(Paths.binding(id, "b"));

        var credentials = Map.of("username", "u", "password", ScriptedCluster.PASSWORD);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json()).containsExactly(Map.entry("credentials", credentials));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.json()).containsEntry("credentials", credentials);
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.json()).isEmpty();
        assertThat(missing.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"CONFLICT,409,", "BUSY,422,ConcurrencyError", "UNUSABLE,422,", "GONE,404,"})
    void aRefusalToBindIsTold(Refusal refusal, int status, String error) {
        bench.stage.script(id).refuses(refusal, "For a reason.");

        var reply = bench.http.put(Paths.binding(id, "b"), Paths.BODY);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error")).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"GONE,410", "UNUSABLE,422"})
    void aRefusalToUnbindIsTold(Refusal refusal, int status) {
        bench.stage.script(id).refuses(refusal, "For a reason.");

        assertThat(bench.http.delete(Paths.unbind(id, "b")).status()).isEqualTo(status);
    }

    @Test
    void anInstanceThatNeverWasCantBeBound() {
        assertThat(bench.http.put(Paths.binding(Bench.fresh(), "b"), Paths.BODY).status())
                .isEqualTo(404);
        assertThat(bench.http.get(Paths.binding(Bench.fresh(), "b")).status()).isEqualTo(404);
        assertThat(bench.http.delete(Paths.unbind(Bench.fresh(), "b")).status()).isEqualTo(410);
    }

    @Test
    void troubleIsToldToTheUserInHisOwnWords() {
        bench.stage.script(id).trouble = Trouble.unavailable("The database is being repaired.", "n1 does not answer");

        var reply = bench.http.put(Paths.binding(id, "b"), Paths.BODY);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isPresent();
        assertThat(reply.description()).isEqualTo("The database is being repaired.");
    }

    @Test
    void whatCanNeverBeIsUnprocessable() {
        bench.stage.script(id).trouble = Trouble.impossible("This can't be.", "no such role");

        assertThat(bench.http.put(Paths.binding(id, "b"), Paths.BODY).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|service_id is missing",
                "{CHOICE,\"bind_resource\":\"app\"}|bind_resource has to be a JSON object",
                "{CHOICE,\"app_guid\":1}|app_guid has to be a string",
                "{CHOICE,\"parameters\":{\"role\":\"x\"}}|role is 'x': it has to be one of read-write, read-only",
            })
    void aBodyThatCantBeUnderstoodIsABadRequest(String body, String because) {
        var reply = bench.http.put(Paths.binding(id, "b"), body.replace("CHOICE", Paths.CHOICE));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).contains(because);
    }

    @Test
    void someServicesAreForApplicationsOnly() {
        String choice = Paths.CHOICE.replace(Bench.PLAN, Bench.UNSERVED_PLAN);

        var refused = bench.http.put(Paths.binding(id, "b"), "{" + choice + "}");
        var taken = bench.http.put(Paths.binding(id, "b"), "{" + choice + ",\"bind_resource\":{\"app_guid\":\"a\"}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json()).containsEntry("error", "RequiresApp");
        assertThat(taken.status()).isEqualTo(201);
    }

    @Test
    void unbindingHasToNameServiceAndPlan() {
        assertThat(bench.http.delete(Paths.binding(id, "b")).status()).isEqualTo(410);
        bench.http.put(Paths.binding(id, "b"), Paths.BODY);
        assertThat(bench.http.delete(Paths.binding(id, "b")).status()).isEqualTo(400);
    }
}
