package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Watch;
import dev.steward.engine.WatchGroup;
import dev.steward.payloads.Payloads;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is watched by which activity. */
@Timeout(100)
class WatchTest {

    /** An activity goes on until it is cancelled. */
    private static final class Watching implements Watch {
        final List<Set<String>> begun = new CopyOnWriteArrayList<>();
        final List<Set<String>> going = new CopyOnWriteArrayList<>();

        @Override
        public void watch(WatchGroup group) {
            Set<String> ids = group.clusters().stream().map(c -> c.id().value()).collect(Collectors.toSet());
            begun.add(ids);
            going.add(ids);
            try {
                while (true) {
                    Activity.getExecutionContext().heartbeat(null);
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                going.remove(ids);
            }
        }

        List<String> watched() {
            return going.stream().flatMap(Set::stream).sorted().toList();
        }
    }

    private final Watching watching = new Watching();
    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(Payloads.json())
                            .build())
                    .build());
    private WatchWorkflow group;

    @BeforeEach
    void begin() {
        Worker workflows = temporal.newWorker(TaskQueues.clusters("fake", "fake"));
        workflows.registerWorkflowImplementationTypes(Lifecycle.workflows());
        temporal.newWorker(
                        TaskQueues.watch("fake", "fake"),
                        WorkerOptions.newBuilder()
                                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
                                .build())
                .registerActivitiesImplementations(watching);
        temporal.start();
        group = temporal.getWorkflowClient()
                .newWorkflowStub(
                        WatchWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                .build());
        WorkflowClient.start(group::run, new WatchOrder("fake", "fake", List.of()));
    }

    @AfterEach
    void end() {
        temporal.close();
    }

    @Test
    void everyMemberIsWatchedOnceAndAChangeBeginsOnlyItsOwnShiftAnew() {
        List<String> all = IntStream.range(100, 170).mapToObj(n -> "c" + n).toList();
        all.forEach(id -> group.watch(view(id, 1)));
        until(() -> watching.watched().equals(all));
        assertThat(watching.going).hasSize(3).allMatch(shift -> shift.size() <= Shift.ROOM);

        Set<String> first = shiftOf("c100");
        int before = watching.begun.size();
        group.watch(view("c100", 2));
        until(() -> watching.begun.size() > before && watching.watched().equals(all));
        assertThat(watching.begun.subList(before, watching.begun.size())).containsExactly(first);

        group.watch(view("c100", 1));
        group.forget(new ClusterId("c101"));
        List<String> left = all.stream().filter(id -> !id.equals("c101")).toList();
        until(() -> watching.watched().equals(left));
        assertThat(watching.begun).hasSize(before + 2);

        group.watch(view("new", 1));
        until(() -> watching.watched().contains("new") && watching.watched().size() == 70);
        assertThat(watching.going).as("there was room in a shift").hasSize(3);
        assertThat(group.members()).hasSize(70);
    }

    @Test
    void aShiftThatIsEmptyWatchesNobodyAndIsUsedAgain() {
        group.watch(view("a", 1));
        until(() -> watching.watched().equals(List.of("a")));
        group.forget(new ClusterId("a"));
        until(() -> watching.going.isEmpty());
        group.watch(view("b", 1));
        until(() -> watching.watched().equals(List.of("b")));
    }

    private Set<String> shiftOf(String id) {
        return watching.going.stream().filter(s -> s.contains(id)).findFirst().orElseThrow();
    }

    private static ClusterView view(String id, long epoch) {
        return new ClusterView(
                new ClusterId(id),
                new Epoch(epoch),
                "17",
                Map.of(),
                Extras.NONE,
                List.of(),
                NodeName.of(1),
                "",
                new Credential("", ""));
    }

    private void until(BooleanSupplier what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "it did not come true; watched: " + watching.going)
                    .isLessThan(deadline);
            temporal.sleep(Duration.ofMillis(100));
        }
    }
}
