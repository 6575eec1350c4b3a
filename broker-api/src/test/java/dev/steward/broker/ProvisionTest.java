package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Refusal;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProvisionTest {

    private final Bench bench = Bench.get();
    private final String id = Bench.fresh();

    @Test
    void aNewInstanceIsTakenOn() {
        var reply = bench.http.put(
                Paths.provision(id),
                "{" + Paths.CHOICE + ",\"context\":{\"platform\":\"cloudfoundry\"},\"parameters\":{}}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json()).containsExactly(Map.entry("operation", "provision-1"));
        ClusterSpec spec = Objects.requireNonNull(bench.stage.script(id).asked);
        assertThat(spec.plan()).isEqualTo("single-small");
        assertThat(spec.settings()).containsEntry("shared_buffers", "128MB");
        assertThat(spec.request().context()).containsEntry("platform", "cloudfoundry");
    }

    @Test
    void theSameRequestAgainIsAnsweredAsTheFirstWas() {
        var first = bench.http.put(Paths.provision(id), Paths.BODY);
        var second = bench.http.put(Paths.provision(id), Paths.BODY);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void theSameRequestForAFinishedInstanceIsOk() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.LIVE, "The instance is ready to use.");

        var reply = bench.http.put(Paths.provision(id), Paths.BODY);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CONFLICT,409,", "BUSY,422,ConcurrencyError", "UNUSABLE,422,"})
    void aRefusalIsTold(Refusal refusal, int status, String error) {
        bench.stage.script(id).refuses(refusal, "For a reason.");

        var reply = bench.http.put(Paths.provision(id), Paths.BODY);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error")).isEqualTo(error);
        assertThat(reply.description()).isEqualTo("For a reason.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?accepts_incomplete=false", "?other=true"})
    void aPlatformThatCantWaitIsTurnedAway(String query) {
        var reply = bench.http.put(Paths.instance(id) + query, Paths.BODY);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "AsyncRequired");
        assertThat(bench.stage.script(id).asked).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|JSON object|",
                "{|valid JSON|",
                "[]|JSON object|",
                "null|JSON object|",
                "{\"service_id\":1,\"service_id\":1}|valid JSON|",
                "{\"plan_id\":\"p\"}|field service_id is missing",
                "{\"service_id\":null,\"plan_id\":\"p\"}|field service_id is missing",
                "{\"service_id\":5,\"plan_id\":\"p\"}|field service_id has to be a string",
                "{\"service_id\":\"\",\"plan_id\":\"p\"}|field service_id has to be a string",
                "{\"service_id\":\"s\"}|field plan_id is missing",
                "{\"service_id\":\"s\",\"plan_id\":\"p\"}|no service",
                "{\"service_id\":\"7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b01\",\"plan_id\":\"p\"}|no plan",
                "{CHOICE,\"context\":\"x\"}|field context has to be a JSON object",
                "{CHOICE,\"parameters\":[]}|field parameters has to be a JSON object",
                "{CHOICE,\"parameters\":{\"wal_level\":\"logical\"}}|wal_level is 'logical': it is not known here",
                "{CHOICE,\"context\":{\"a\":\"\\ud800\"}}|JSON object",
                "{CHOICE,\"organization_guid\":7}|field organization_guid has to be a string",
            })
    void aBodyThatCantBeUnderstoodIsABadRequest(String body, String because) {
        var reply = bench.http.put(Paths.provision(id), body.replace("CHOICE", Paths.CHOICE));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).contains(because);
        assertThat(bench.stage.script(id).asked).isNull();
    }

    @Test
    void maintenanceInformationNobodyOfferedIsAConflict() {
        var reply = bench.http.put(
                Paths.provision(id), "{" + Paths.CHOICE + ",\"maintenance_info\":{\"version\":\"1.0.0\"}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("error", "MaintenanceInfoConflict");
    }

    @Test
    void aBodyOfMoreThan64KibIsTooLarge() {
        var reply = bench.http.put(Paths.provision(id), "{\"x\":\"" + "x".repeat(64 * 1024) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.description()).contains("64 KiB");
    }

    @Test
    void whereNoWorkerWorksItCantBeDoneNow() {
        long began = System.nanoTime();

        var reply = bench.http.put(Paths.provision(id), Paths.BODY.replace(Bench.PLAN, Bench.UNSERVED_PLAN));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isPresent();
        assertThat(reply.description()).contains("can be made again");
        assertThat(System.nanoTime() - began).isLessThan(Bench.PATIENCE.toNanos() * 2);
    }
}
