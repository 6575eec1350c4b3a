package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Life;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeprovisionTest {

    private final Bench bench = Bench.get();
    private final String id = Bench.fresh();

    @Test
    void anInstanceIsGivenUp() {
        bench.http.put(Paths.provision(id), Paths.BODY);

        var reply = bench.http.delete(Paths.deprovision(id));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json()).containsExactly(Map.entry("operation", "deprovision-3"));
        assertThat(bench.http.delete(Paths.deprovision(id)).json()).isEqualTo(reply.json());
    }

    @Test
    void whatNeverWasIsGone() {
        var reply = bench.http.delete(Paths.deprovision(id));

        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.json()).isEmpty();
    }

    @Test
    void anOrderThatComesBehindItsDeletionLeavesNothing() {
        bench.http.delete(Paths.deprovision(id));

        var reply = bench.http.put(Paths.provision(id), Paths.BODY);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "ConcurrencyError");
        assertThat(bench.http.get(Paths.lastOperation(id)).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoMoreIsGone() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.http.delete(Paths.deprovision(id));
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.DELETED, "The instance is deleted.");
        bench.end(id);

        assertThat(bench.http.delete(Paths.deprovision(id)).status()).isEqualTo(410);
        assertThat(bench.http.get(Paths.lastOperation(id)).status()).isEqualTo(410);
        assertThat(bench.http.get(Paths.lastOperation(id)).json()).isEmpty();
        assertThat(bench.http.get(Paths.instance(id)).status()).isEqualTo(404);
        assertThat(bench.http.get(Paths.binding(id, "b")).status()).isEqualTo(404);
        assertThat(bench.http.put(Paths.binding(id, "b"), Paths.BODY).status()).isEqualTo(404);
        assertThat(bench.http.delete(Paths.unbind(id, "b")).status()).isEqualTo(410);
    }

    @Test
    void anIdCanBeUsedAgainOnceItsInstanceIsDeleted() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.end(id);
        bench.stage.script(id).asked = null;

        assertThat(bench.http.put(Paths.provision(id), Paths.BODY).status()).isEqualTo(202);
        assertThat(bench.http.get(Paths.lastOperation(id)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GONE,410,", "BUSY,422,ConcurrencyError"})
    void aRefusalIsTold(Refusal refusal, int status, String error) {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.stage.script(id).refuses(refusal, "For a reason.");

        var reply = bench.http.delete(Paths.deprovision(id));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error")).isEqualTo(error);
    }

    @Test
    void aPlatformThatCantWaitIsTurnedAway() {
        var reply = bench.http.delete(Paths.instance(id) + "?" + Paths.CHOSEN);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "AsyncRequired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service_id", "plan_id"})
    void serviceAndPlanHaveToBeNamed(String parameter) {
        var reply = bench.http.delete(Paths.deprovision(id).replace(parameter + "=", "x="));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).contains(parameter);
    }
}
