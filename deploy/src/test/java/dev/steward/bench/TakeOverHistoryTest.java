package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.bench.TakeOverHistory.Act;
import dev.steward.payloads.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TakeOverHistoryTest {

    @Test
    void aTakeOverIsSealedWhenTheLastSealIsDoneAndElectedWhenThePromotionIsAskedFor() {
        assertThat(TakeOverHistory.milestones(List.of(
                        act("Engine.Seal", 10, 60),
                        act("Engine.Seal", 10, 90),
                        act("Engine.Promote", 92, 250),
                        act("Engine.Follow", 251, 300),
                        act("Engine.Confirm", 301, 340))))
                .isEqualTo(Map.of(
                        Milestone.SEALED, at(90),
                        Milestone.ELECTED, at(92),
                        Milestone.PROMOTED, at(250),
                        Milestone.CONFIRMED, at(340)));
    }

    @Test
    void aTakeOverThatWasBlockedReachedNoPromotion() {
        assertThat(TakeOverHistory.milestones(List.of(act("Engine.Seal", 10, 60))))
                .containsOnlyKeys(Milestone.SEALED);
    }

    @Test
    void aMarkerOfALocalActivityTellsWhenItWasAskedForAndDone() throws Exception {
        DataConverter json = Payloads.json();
        MarkerRecordedEventAttributes marker = MarkerRecordedEventAttributes.newBuilder()
                .setMarkerName("LocalActivity")
                .putDetails("type", json.toPayloads("Engine.Seal").orElseThrow())
                .putDetails(
                        "meta",
                        json.toPayloads(new ObjectMapper().readTree("{\"firstSkd\":10,\"atpt\":1}"))
                                .orElseThrow())
                .putDetails("time", json.toPayloads(60L).orElseThrow())
                .build();
        assertThat(Act.of(marker, json)).isEqualTo(act("Engine.Seal", 10, 60));
    }

    @Test
    void aRecordedTakeOverTellsAllOfThem() throws Exception {
        List<HistoryEvent> cluster = recorded("Cluster");
        Instant fault = cluster.stream()
                .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .map(e -> Instant.ofEpochSecond(
                        e.getEventTime().getSeconds(), e.getEventTime().getNanos()))
                .findFirst()
                .orElseThrow()
                .minusMillis(5);
        List<HistoryEvent> child = recorded("FailOver");
        var reached = TakeOverHistory.since(
                fault, "cluster/x", id -> id.equals("cluster/x") ? cluster : child, Payloads.json());
        assertThat(reached).containsOnlyKeys(Milestone.values());
        assertThat(reached.get(Milestone.NOTICED)).isEqualTo(Duration.ofMillis(5));
        assertThat(reached.get(Milestone.CONFIRMED)).isGreaterThanOrEqualTo(reached.get(Milestone.PROMOTED));
    }

    private static List<HistoryEvent> recorded(String workflow) throws Exception {
        Path file = Path.of("..", "workflows", "src", "test", "resources", "histories", workflow + "-1.json");
        return WorkflowExecutionHistory.fromJson(Files.readString(file)).getEvents();
    }

    private static Act act(String type, long asked, long done) {
        return new Act(type, at(asked), at(done));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
