package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.payloads.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Today's workflows have to go on from what yesterday's have recorded. The histories are made by {@link
 * HistoryRecorder}; one that no longer replays means that running instances would get stuck: keep the old way behind
 * {@code Workflow.getVersion}, and record anew only when no instance can still be on it.
 */
class HistoriesTest {

    /** From the module's folder, where tests run, or from the project's, where the recorder does. */
    static final Path HISTORIES = Path.of(System.getProperty("basedir", "workflows"), "src/test/resources/histories");

    @TestFactory
    Stream<DynamicTest> replays() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }

    private static void replay(Path file) throws Exception {
        TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.json())
                        .build())
                .build();
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options)) {
            Worker worker = temporal.newWorker(TaskQueues.clusters("fake", "fake"));
            worker.registerWorkflowImplementationTypes(Lifecycle.workflows());
            worker.registerWorkflowImplementationTypes(Lifecycle.workflowsOfInfrastructure());
            WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(Files.readString(file)), worker);
        }
    }

    @Test
    void everyWorkflowHasAHistory() throws IOException {
        String all = files().stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(" "));
        assertThat(all)
                .contains(
                        "Cluster-",
                        "Provision-",
                        "FailOver-",
                        "Recover-",
                        "Deprovision-",
                        "Watch-",
                        "SwitchOver-",
                        "ClusterReshaped-",
                        "Retire-",
                        "Repairs-",
                        "Orphans-",
                        "Pool-",
                        "PoolMember-",
                        "ProvisionFromPool-",
                        "OrphanRemoval-");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(HISTORIES)) {
            return files.sorted().toList();
        }
    }
}
