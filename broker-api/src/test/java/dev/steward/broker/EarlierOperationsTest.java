package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On the real workflows: a platform that polls rarely asks for what has ended, when the next goes on already. */
@EnabledIf("dev.steward.fakes.TemporalProcess#isThere")
final class EarlierOperationsTest {

    private final Estate estate = Estate.get();
    private final String id = Bench.fresh();

    @BeforeEach
    void anInstance() {
        estate.http.put(Paths.provision(id), Paths.BODY);
        estate.await(id);
        estate.gates.close(id);
    }

    @AfterEach
    void nothingIsLeft() {
        estate.gates.open(id);
        estate.http.delete(Paths.deprovision(id));
        estate.await(id);
        assertThat(estate.cloud.inventory()).noneMatch(thing -> thing.contains(id));
    }

    @Test
    void eachUpdateIsToldWithWhatBecameOfIt() {
        String failed = update("cube");
        estate.gates.doom(id);
        estate.settle(id);
        String succeeded = update("citext");
        assertThat(state(failed)).isEqualTo("failed");
        assertThat(state(succeeded)).isEqualTo("in progress");

        estate.settle(id);
        String last = update("hstore");
        assertThat(state(succeeded)).isEqualTo("succeeded");
        assertThat(state(last)).isEqualTo("in progress");
    }

    private String update(String extension) {
        var reply = estate.http.send(
                "PATCH",
                Paths.provision(id),
                ("{\"service_id\":\"" + Bench.SERVICE + "\",\"parameters\":{\"extensions\":[\"" + extension + "\"]}}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(202);
        return (String) reply.json().get("operation");
    }

    private Object state(String operation) {
        return estate.http
                .get(Paths.lastOperation(id) + "?operation=" + operation)
                .json()
                .get("state");
    }
}
