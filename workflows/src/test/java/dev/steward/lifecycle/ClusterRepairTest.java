package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.Health;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A node is lost that does not lead, or the only one. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterRepairTest {

    private final Tale tale = new Tale();

    @AfterEach
    void close() {
        tale.close();
    }

    @Test
    void aStandbyWhoseMachineDiedIsBootedAgain() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.cloud.kill("a", "n3");
        Tale.tell(cluster, 3, Map.of("n3", Health.SILENT));
        tale.until(cluster, r -> r.members().get(2).lostSince() == null);
        assertThat(cluster.report().members().get(2).machine()).endsWith("n3-0");
    }

    @Test
    void aStandbyWhoseMachineBootsNoMoreIsReplacedOnItsDisk() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.cloud.destroyByFire("a", "n3");
        Tale.tell(cluster, 3, Map.of("n3", Health.SILENT));
        Report back = tale.until(cluster, r -> r.members().get(2).machine().endsWith("n3-1"));
        assertThat(back.epoch()).isEqualTo(Epoch.FIRST);
        assertThat(tale.steward.cloud.inventory()).anyMatch(r -> r.startsWith("disk") && r.endsWith("n3-0"));
    }

    @Test
    void theMachineOfASingleInstanceIsReplacedOnItsDisk() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        tale.steward.cloud.destroyByFire("a", "n1");
        Tale.tell(cluster, 1, Map.of("n1", Health.SILENT));
        tale.until(cluster, r -> r.members().getFirst().machine().endsWith("n1-1"));
        assertThat(tale.steward.engine.leads("a", "n1")).isTrue();
    }

    @Test
    void aSingleInstanceHasTimeToRestartByItself() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        tale.steward.engine.kill("a", "n1");
        Tale.tell(cluster, 1, Map.of("n1", Health.PROCESS_GONE));
        assertThat(cluster.report().children()).isEmpty();
        tale.steward.temporal.sleep(Duration.ofSeconds(4));
        tale.until(cluster, r -> tale.steward.engine.leads("a", "n1"));
        assertThat(cluster.report().members().getFirst().machine()).endsWith("n1-0");
    }
}
