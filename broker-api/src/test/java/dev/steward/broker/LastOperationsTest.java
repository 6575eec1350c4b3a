package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Life;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Progress;
import dev.steward.trouble.Trouble;
import org.junit.jupiter.api.Test;

final class LastOperationsTest {

    private final Bench bench = Bench.get();
    private final String id = Bench.fresh();

    @Test
    void whatGoesOnIsToldWithItsStepAndItsTime() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        works("creating 3 machines (2 of 3 answer)");

        var reply = bench.http.get(Paths.lastOperation(id) + "?operation=provision-1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).containsOnlyKeys("state", "description").containsEntry("state", "in progress");
        assertThat(reply.description()).matches("Creating 3 machines \\(2 of 3 answer\\), \\d s so far\\.");
        assertThat(reply.header("Retry-After").orElseThrow()).matches("[1-9]|10");
    }

    @Test
    void thePollAfterThatIsAsFresh() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        works("creating 3 machines (2 of 3 answer)");
        bench.http.get(Paths.lastOperation(id));

        works("copying the data");
        var going = bench.http.get(Paths.lastOperation(id));
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.LIVE, "The instance is ready to use.");
        var ended = bench.http.get(Paths.lastOperation(id));

        assertThat(going.description()).startsWith("Copying the data");
        assertThat(ended.json()).containsEntry("state", "succeeded");
    }

    @Test
    void beforeItsWorkHasBegunTheOperationSpeaks() {
        bench.http.put(Paths.provision(id), Paths.BODY);

        var reply = bench.http.get(Paths.lastOperation(id));

        assertThat(reply.json()).containsEntry("state", "in progress");
        assertThat(reply.description()).matches("The instance is being created, \\d s so far\\.");
    }

    @Test
    void theWorkOfAnEarlierInstanceOfThisIdIsNotItsOwn() {
        bench.workIs(id, Operation.Kind.PROVISION, new Progress("removing what had been created", null, true));
        bench.http.put(Paths.provision(id), Paths.BODY);

        var reply = bench.http.get(Paths.lastOperation(id));

        assertThat(reply.json()).containsEntry("state", "in progress");
        assertThat(reply.description()).startsWith("The instance is being created");
    }

    @Test
    void workThatHasGivenUpHasFailed() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        var noRoom = Trouble.noCapacity("There is no room for another machine.", "quota 3/3");
        bench.workIs(id, Operation.Kind.PROVISION, new Progress("removing what had been created", noRoom, true));

        var reply = bench.http.get(Paths.lastOperation(id));

        assertThat(reply.json()).containsEntry("state", "failed");
        assertThat(reply.description()).contains("no room").doesNotContain("quota");
        assertThat(reply.header("Retry-After")).isEmpty();
    }

    @Test
    void successAndFailureAreTold() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.LIVE, "The instance is ready to use.");
        var succeeded = bench.http.get(Paths.lastOperation(id));
        bench.operationEnds(id, Operation.Status.FAILED, Life.FAILED, "There is no room.");
        var failed = bench.http.get(Paths.lastOperation(id));

        assertThat(succeeded.json()).containsEntry("state", "succeeded");
        assertThat(failed.json()).containsEntry("state", "failed").containsEntry("description", "There is no room.");
    }

    @Test
    void aDeletionEndsAnOlderOperation() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.http.delete(Paths.deprovision(id));

        assertThat(bench.http
                        .get(Paths.lastOperation(id) + "?operation=provision-1")
                        .json())
                .containsEntry("state", "failed");
        assertThat(bench.http
                        .get(Paths.lastOperation(id) + "?operation=deprovision-3")
                        .json())
                .containsEntry("state", "in progress");
        assertThat(bench.http.get(Paths.lastOperation(id)).json()).containsEntry("state", "in progress");
    }

    @Test
    void aFinishedDeletionIsGone() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        bench.http.delete(Paths.deprovision(id));
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.DELETED, "The instance is deleted.");

        var reply = bench.http.get(Paths.lastOperation(id));

        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.json()).isEmpty();
    }

    @Test
    void whatNeverWasIsNotFound() {
        assertThat(bench.http.get(Paths.lastOperation(id)).status()).isEqualTo(404);
        assertThat(bench.http.get(Paths.instance(id)).status()).isEqualTo(404);
    }

    @Test
    void aBindingHasNoOperation() {
        assertThat(bench.http.get(Paths.binding(id, "b") + "/last_operation").status())
                .isEqualTo(404);
    }

    @Test
    void anInstanceIsFoundOnceItIsReady() {
        bench.http.put(Paths.provision(id), Paths.BODY);
        assertThat(bench.http.get(Paths.instance(id)).status()).isEqualTo(404);
        bench.operationEnds(id, Operation.Status.SUCCEEDED, Life.LIVE, "The instance is ready to use.");

        var reply = bench.http.get(Paths.instance(id));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .containsEntry("service_id", Bench.SERVICE)
                .containsEntry("plan_id", Bench.PLAN)
                .containsKey("parameters");
    }

    private void works(String step) {
        bench.workIs(id, Operation.Kind.PROVISION, new Progress(step, null, false));
    }
}
