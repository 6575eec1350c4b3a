package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import dev.steward.trouble.Trouble;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody can write meanwhile: nothing waits for what can be had at once, and what got lost is done again. */
@Timeout(60)
class PromptTakeOverTest {

    private static final Duration MOMENT = Duration.ofSeconds(10);

    private final FakeSteward steward = new FakeSteward();
    private Provisioned made;

    @BeforeEach
    void order() {
        made = stub(ProvisionWorkflow.class).run(new ProvisionWorkflow.Order(FakeSteward.spec("c", 3), Epoch.FIRST));
    }

    @AfterEach
    void close() {
        steward.close();
    }

    @Test
    void aTakeOverIsConfirmedAlthoughAFollowIsLost() {
        steward.cloud.kill("c", "n1");
        lose(4, "follow");
        WorkflowStub takeOver = takeOver();
        assertThat(takeOver.getResult(FailOverWorkflow.Outcome.class)).isInstanceOf(FailOverWorkflow.TookOver.class);
        assertThat(duration(takeOver)).isLessThan(MOMENT);
    }

    @Test
    void aSwitchOverIsConfirmedAlthoughAFollowIsLost() {
        lose(4, "follow");
        WorkflowStub switchOver = switchOver();
        assertThat(switchOver.getResult(SwitchOverWorkflow.Outcome.class))
                .isInstanceOf(SwitchOverWorkflow.SwitchedOver.class);
        assertThat(duration(switchOver)).isLessThan(MOMENT);
    }

    @Test
    void aSwitchOverThatIsGivenUpLeavesNoStandbyBehind() {
        AtomicInteger follows = new AtomicInteger();
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> switch (name) {
            case "seal" -> Fate.ANSWER_LOST;
            case "follow" -> follows.incrementAndGet() <= 8 ? Fate.FAILS : Fate.WORKS;
            default -> Fate.WORKS;
        });
        assertThat(switchOver().getResult(SwitchOverWorkflow.Outcome.class))
                .isInstanceOf(SwitchOverWorkflow.StillLed.class);
        steward.engine.confirm(view(Epoch.FIRST.next()), NodeName.of(1));
    }

    /** Temporal's fire up to a second late. */
    @Test
    void aTakeOverWaitsForNoTimer() {
        steward.cloud.kill("c", "n1");
        WorkflowStub takeOver = takeOver();
        takeOver.getResult(FailOverWorkflow.Outcome.class);
        assertThat(history(takeOver))
                .extracting(HistoryEvent::getEventType)
                .contains(EventType.EVENT_TYPE_MARKER_RECORDED)
                .doesNotContain(EventType.EVENT_TYPE_TIMER_FIRED);
    }

    private WorkflowStub takeOver() {
        return started(
                FailOverWorkflow.class,
                new FailOverWorkflow.Order(
                        view(Epoch.FIRST.next()), List.of(made.redundancy()), List.of(), "test", null));
    }

    private WorkflowStub switchOver() {
        return started(
                SwitchOverWorkflow.class,
                new SwitchOverWorkflow.Order(
                        view(Epoch.FIRST), view(Epoch.FIRST.next()), NodeName.of(3), made.redundancy(), 0));
    }

    private void lose(int times, String call) {
        AtomicInteger calls = new AtomicInteger();
        steward.faults.order(
                Trouble.Kind.UNAVAILABLE,
                (n, name) -> name.equals(call) && calls.incrementAndGet() <= times ? Fate.FAILS : Fate.WORKS);
    }

    private ClusterView view(Epoch epoch) {
        return Views.of(FakeSteward.spec("c", 3), epoch, made.nodes(), made.leader(), made.identity());
    }

    /** By the clock of Temporal, which goes on by days once nobody waits. */
    private Duration duration(WorkflowStub ended) {
        List<HistoryEvent> events = history(ended);
        return Duration.ofMillis(Timestamps.toMillis(events.getLast().getEventTime())
                - Timestamps.toMillis(events.getFirst().getEventTime()));
    }

    private List<HistoryEvent> history(WorkflowStub of) {
        return steward.client().fetchHistory(of.getExecution().getWorkflowId()).getEvents();
    }

    private WorkflowStub started(Class<?> type, Object order) {
        WorkflowStub stub = WorkflowStub.fromTyped(stub(type));
        stub.start(order);
        return stub;
    }

    private <T> T stub(Class<T> type) {
        return steward.client()
                .newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                .build());
    }
}
