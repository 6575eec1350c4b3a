package dev.steward.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import dev.steward.cluster.ClusterId;
import dev.steward.lifecycle.WorkflowIds;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A change of leader of an instance as Temporal has recorded it. What its workflow asks of the engine are local
 * activities: each leaves a marker with its type, the time at which it was asked for and the time at which it was done.
 */
final class TakeOverHistory {

    private static final Set<String> CHANGES_OF_LEADER = Set.of("FailOver", "SwitchOver");

    private final WorkflowClient client;
    private final String cluster;

    TakeOverHistory(WorkflowClient client, String instance) {
        this.client = client;
        this.cluster = WorkflowIds.cluster(new ClusterId(instance));
    }

    /** What the first take-over that began after this moment reached, counted from it; empty when there was none. */
    Map<Milestone, Duration> since(Instant fault) {
        DataConverter converter = client.getOptions().getDataConverter();
        return since(fault, cluster, id -> client.fetchHistory(id).getEvents(), converter);
    }

    /** The same from histories wherever they are, by the ids of their workflows. */
    static Map<Milestone, Duration> since(
            Instant fault, String cluster, Function<String, List<HistoryEvent>> histories, DataConverter converter) {
        List<HistoryEvent> own = histories.apply(cluster);
        Map<Milestone, Duration> reached = new EnumMap<>(Milestone.class);
        own.stream()
                .filter(e -> isTakeOver(e) && at(e).isAfter(fault))
                .findFirst()
                .ifPresent(begun -> {
                    told(own, begun, fault).ifPresent(t -> reached.put(Milestone.NOTICED, Duration.between(fault, t)));
                    milestones(acts(histories.apply(child(begun)), converter))
                            .forEach((milestone, t) -> reached.put(milestone, Duration.between(fault, t)));
                });
        return reached;
    }

    private static boolean isTakeOver(HistoryEvent event) {
        return event.getEventType() == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED
                && CHANGES_OF_LEADER.contains(event.getStartChildWorkflowExecutionInitiatedEventAttributes()
                        .getWorkflowType()
                        .getName());
    }

    /** The verdict that came last before it; a planned change of leader has none. */
    private static Optional<Instant> told(List<HistoryEvent> events, HistoryEvent begun, Instant fault) {
        return events.stream()
                .filter(e -> e.getEventId() < begun.getEventId())
                .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .filter(e -> e.getWorkflowExecutionSignaledEventAttributes()
                        .getSignalName()
                        .equals("verdict"))
                .map(TakeOverHistory::at)
                .filter(fault::isBefore)
                .max(Comparator.naturalOrder());
    }

    private static String child(HistoryEvent begun) {
        return begun.getStartChildWorkflowExecutionInitiatedEventAttributes().getWorkflowId();
    }

    private static List<Act> acts(List<HistoryEvent> events, DataConverter converter) {
        return events.stream()
                .filter(HistoryEvent::hasMarkerRecordedEventAttributes)
                .map(HistoryEvent::getMarkerRecordedEventAttributes)
                .filter(m -> m.getMarkerName().equals("LocalActivity") && !m.hasFailure())
                .map(m -> Act.of(m, converter))
                .toList();
    }

    static Map<Milestone, Instant> milestones(List<Act> acts) {
        Map<Milestone, Instant> reached = new EnumMap<>(Milestone.class);
        named(acts, "Engine.Seal").map(Act::done).max(Comparator.naturalOrder()).ifPresent(t -> {
            reached.put(Milestone.SEALED, t);
        });
        named(acts, "Engine.Promote").findFirst().ifPresent(promote -> {
            reached.put(Milestone.ELECTED, promote.asked());
            reached.put(Milestone.PROMOTED, promote.done());
        });
        named(acts, "Engine.Confirm")
                .findFirst()
                .ifPresent(confirm -> reached.put(Milestone.CONFIRMED, confirm.done()));
        return reached;
    }

    private static Stream<Act> named(List<Act> acts, String type) {
        return acts.stream().filter(a -> a.type().equals(type));
    }

    private static Instant at(HistoryEvent event) {
        Timestamp time = event.getEventTime();
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    /**
     * A local activity that succeeded.
     *
     * @param type its type, {@code Engine.Seal}
     * @param asked when the workflow asked for it
     * @param done when it was done
     */
    record Act(String type, Instant asked, Instant done) {

        static Act of(MarkerRecordedEventAttributes marker, DataConverter converter) {
            long asked = detail(marker, "meta", converter, JsonNode.class)
                    .path("firstSkd")
                    .asLong();
            return new Act(
                    detail(marker, "type", converter, String.class),
                    Instant.ofEpochMilli(asked),
                    Instant.ofEpochMilli(detail(marker, "time", converter, Long.class)));
        }

        private static <T> T detail(
                MarkerRecordedEventAttributes marker, String name, DataConverter converter, Class<T> type) {
            Payloads payloads = marker.getDetailsOrThrow(name);
            return converter.fromPayloads(0, Optional.of(payloads), type, type);
        }
    }
}
