package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Epoch;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What SagaTest holds, for a provision that gets its machines from a pool: whatever fails, all can be given back. */
@Timeout(120)
class PoolSagaTest {

    private static final ClusterSpec SPEC = FakeSteward.spec("c", 3).fromPool();

    @TestFactory
    Stream<DynamicTest> aFinalFailureAtAnyStepLeavesNothingBehind() {
        return Stream.of(
                        "claim",
                        "answers",
                        "createNetwork",
                        "issueIdentity",
                        "prepare",
                        "initialise",
                        "join",
                        "confirm",
                        "settle")
                .flatMap(step -> Stream.of(Fate.FAILS, Fate.ANSWER_LOST, Fate.TWICE)
                        .map(fate -> DynamicTest.dynamicTest(step + " " + fate, () -> strike(step, fate))));
    }

    private static void strike(String step, Fate fate) {
        try (PoolTale pools = new PoolTale()) {
            FakeSteward steward = pools.steward;
            pools.pool(1, SPEC.nodes());
            AtomicBoolean struck = new AtomicBoolean();
            steward.faults.order(
                    Trouble.Kind.IMPOSSIBLE,
                    (call, name) -> name.equals(step) && !struck.getAndSet(true) ? fate : Fate.WORKS);
            Owner owner = provisioned(steward);
            assertThat(struck).isTrue();

            pools.close(SPEC.nodes());
            if (owner != null) {
                stub(steward, DeprovisionWorkflow.class)
                        .run(new DeprovisionWorkflow.Order(SPEC.ownedBy(owner), List.of()));
            }
            pools.until(() -> steward.cloud.inventory().isEmpty());
        }
    }

    /** In whose name; null when it failed. */
    private static @Nullable Owner provisioned(FakeSteward steward) {
        try {
            Provisioned made =
                    stub(steward, ProvisionWorkflow.class).run(new ProvisionWorkflow.Order(SPEC, Epoch.FIRST));
            return Objects.requireNonNull(made.owner());
        } catch (WorkflowFailedException e) {
            return null;
        }
    }

    private static <T> T stub(FakeSteward steward, Class<T> type) {
        return steward.client()
                .newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                .build());
    }
}
