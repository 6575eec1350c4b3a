package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Caller;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    private static final Rotation OF_OLD = new Rotation("old", Caller.UNNAMED);

    private final FakeSteward steward = new FakeSteward();
    private int instances;
    private String id = "";
    private ClusterWorkflow cluster;

    @AfterAll
    void end() {
        steward.close();
    }

    @BeforeEach
    void anInstance() {
        steward.reset();
        id = "access-" + ++instances;
        steward.provision(FakeSteward.spec(id, 1));
        cluster = steward.cluster(id);
        until(() -> cluster.report().life() == Life.LIVE);
    }

    @Test
    void anAccessEndsWhenItsTimeIsOver() {
        Binding made = cluster.bind("b", request(Map.of("expires_in", 3))).binding();
        assertThat(Duration.between(Objects.requireNonNull(made.renewBefore()), made.expiresAt()))
                .isEqualTo(Duration.ofMillis(600));
        assertThat(steward.engine.roles()).contains(id + " b");

        until(() -> !steward.engine.roles().contains(id + " b"));
        Binding ended = Objects.requireNonNull(cluster.binding("b").binding());
        assertThat(ended.expired()).isTrue();
        assertThat(refusal(() -> cluster.rotate("next", new Rotation("b", Caller.UNNAMED))))
                .isEqualTo(Refusal.MISTAKEN);
        cluster.unbind("b", Caller.UNNAMED);
        assertThat(cluster.binding("b").binding()).isNull();
    }

    @Test
    void aSuccessorIsAskedForWithWhatItsPredecessorWas() {
        cluster.bind("old", request(Map.of("role", "read-only")));
        Bound made = cluster.rotate("new", OF_OLD);

        assertThat(made.existed()).isFalse();
        assertThat(made.binding().request().parameters()).containsEntry("role", "read-only");
        assertThat(steward.engine.roles()).contains(id + " old", id + " new");
        assertThat(cluster.rotate("new", OF_OLD).existed()).isTrue();
        cluster.unbind("old", Caller.UNNAMED);
        assertThat(cluster.rotate("new", OF_OLD).existed()).isTrue();
        assertThat(refusal(() -> cluster.rotate("third", OF_OLD))).isEqualTo(Refusal.MISTAKEN);
        cluster.bind("other", request(Map.of()));
        assertThat(refusal(() -> cluster.rotate("other", new Rotation("new", Caller.UNNAMED))))
                .isEqualTo(Refusal.CONFLICT);
    }

    @Test
    void whatCouldNotBeMadeForCertainIsTakenAwayAgain() {
        steward.faults.order(
                Trouble.Kind.IMPOSSIBLE, (call, name) -> name.equals("bind") ? Fate.ANSWER_LOST : Fate.WORKS);
        assertThat(catchThrowable(() -> cluster.bind("b", request(Map.of())))).isNotNull();
        steward.faults.orderNone();

        until(() -> !steward.engine.roles().contains(id + " b"));
        assertThat(cluster.binding("b").binding()).isNull();
        assertThat(Objects.requireNonNull(cluster.binding("b").operation()).status())
                .isEqualTo(Operation.Status.FAILED);
        assertThat(cluster.bind("b", request(Map.of())).existed()).isFalse();
    }

    @Test
    void whatIsTakenAwayTwiceAtTheSameTimeIsGoneForWhoComesSecond() {
        cluster.bind("b", request(Map.of()));
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("unbind") ? Fate.FAILS : Fate.WORKS);
        WorkflowUpdateHandle<Void> first = WorkflowClient.startUpdate(cluster::unbind, "b", Caller.UNNAMED, accepted());
        WorkflowUpdateHandle<Void> second =
                WorkflowClient.startUpdate(cluster::unbind, "b", Caller.UNNAMED, accepted());
        steward.faults.orderNone();

        first.getResult();
        assertThat(refusal(second::getResult)).isEqualTo(Refusal.GONE);
        assertThat(steward.engine.roles()).doesNotContain(id + " b");
        assertThat(Objects.requireNonNull(cluster.binding("b").operation()).status())
                .isEqualTo(Operation.Status.SUCCEEDED);
    }

    @Test
    void whileASuccessorIsMadeAnothersSuccessorIsNotTakenForIt() {
        cluster.bind("old", request(Map.of()));
        cluster.bind("older", request(Map.of()));
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("bind") ? Fate.FAILS : Fate.WORKS);
        Functions.Func2<String, Rotation, Bound> rotate = cluster::rotate;
        WorkflowUpdateHandle<Bound> first = WorkflowClient.startUpdate(rotate, "new", OF_OLD, accepted());
        WorkflowUpdateHandle<Bound> second =
                WorkflowClient.startUpdate(rotate, "new", new Rotation("older", Caller.UNNAMED), accepted());
        steward.faults.orderNone();

        assertThat(first.getResult().binding().predecessor()).isEqualTo("old");
        assertThat(refusal(second::getResult)).isEqualTo(Refusal.CONFLICT);
    }

    private static <T> UpdateOptions<T> accepted() {
        return UpdateOptions.<T>newBuilder()
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                .build();
    }

    @Test
    void aBindingIsOfTheInstancesPlan() {
        Request other = new Request("service", "another", Map.of(), Map.of());

        assertThat(refusal(() -> cluster.bind("b", other))).isEqualTo(Refusal.MISTAKEN);
    }

    private static Request request(Map<String, Object> parameters) {
        return new Request("service", "plan-1", parameters, Map.of());
    }

    private static Refusal refusal(Runnable request) {
        return Refusal.in(catchThrowable(request::run)).orElseThrow().refusal();
    }

    private void until(BooleanSupplier what) {
        assertThat(steward.comesTrue(what)).as("it has happened").isTrue();
    }
}
