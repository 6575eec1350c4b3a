package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.NodeName;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A person has another node lead. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterSwitchOverTest {

    private final Tale tale = new Tale();

    @AfterEach
    void close() {
        tale.close();
    }

    @Test
    void aSwitchOverHasTheOtherLeadAndTheOldOneFollow() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        assertThat(Tale.refusal(() -> cluster.switchOver(NodeName.of(1)))).isEqualTo(Refusal.UNUSABLE);
        assertThat(Tale.refusal(() -> cluster.switchOver(NodeName.of(4)))).isEqualTo(Refusal.UNUSABLE);
        assertThat(cluster.switchOver(NodeName.of(3))).contains("n3 leads");
        assertThat(tale.steward.engine.leads("a", "n3")).isTrue();
        assertThat(tale.steward.engine.leads("a", "n1")).isFalse();
        tale.until(cluster, r -> r.members().getFirst().lostSince() == null);
        Tale.tell(cluster, 3, Map.of());
        tale.until(cluster, r -> r.phase() == Phase.HEALTHY);
    }

    @Test
    void aSwitchOverThatCannotBeDoneLeavesTheOldLeader() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.engine.kill("a", "n3");
        assertThat(Tale.refusal(() -> cluster.switchOver(NodeName.of(3)))).isEqualTo(Refusal.UNUSABLE);
        assertThat(cluster.report().leader()).isEqualTo(NodeName.of(1));
        assertThat(tale.steward.engine.leads("a", "n1")).isTrue();
        assertThat(cluster.report().order()).isNull();
    }

    @Test
    void aLeaderThatDidNotShutDownGoesOn() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("retire") ? Fate.ANSWER_LOST : Fate.WORKS);
        assertThat(Tale.refusal(() -> cluster.switchOver(null))).isEqualTo(Refusal.UNUSABLE);
        assertThat(tale.steward.engine.leads("a", "n1")).isTrue();
    }
}
