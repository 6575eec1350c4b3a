package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Stands;
import dev.steward.fakes.FakeSteward;
import dev.steward.payloads.Payloads;
import io.temporal.api.common.v1.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConcernsTest {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final long MIB = 1 << 20;
    private static final Observation STREAMS = new Stands(true, Duration.ofMillis(300));

    private Diagnosis diagnosis = Diagnosis.of(new Epoch(4), N1, List.of(N1, N2));
    private Duration now = Duration.ZERO;

    @Test
    void aStandbyThatKeepsUpIsNoConcern() {
        for (int second = 0; second < 100; second++) {
            standbyAt(MIB * second, MIB * (second - 1));
        }
        assertThat(concerns(N2)).isEmpty();
        assertThat(diagnosis.lag(N2)).hasValueSatisfying(lag -> {
            assertThat(lag.unreplayed()).isEqualTo(MIB);
            assertThat(lag.behind()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void aReplayThatIsHeldUpIsAConcernAfterTenSeconds() {
        standbyAt(100, 100);
        for (int second = 1; second <= 11; second++) {
            standbyAt(100 + second, 100);
            assertThat(concerns(N2)).isEmpty();
        }
        standbyAt(200, 100);
        assertThat(concerns(N2)).containsExactly(Concern.LAGGING);
        assertThat(health(N2)).isEqualTo(Health.FINE);
        assertThat(evidence(N2)).contains("0 MiB and 11 s behind in replay");
        assertThat(concerns(N1)).isEmpty();
    }

    @Test
    void aBacklogOfManyBytesIsAConcernIfItLasts() {
        for (int second = 0; second <= 10; second++) {
            standbyAt(80 * MIB * (second + 1), 80 * MIB * second);
            assertThat(concerns(N2)).isEmpty();
        }
        standbyAt(80 * MIB * 12, 80 * MIB * 11);
        assertThat(concerns(N2)).containsExactly(Concern.LAGGING);
    }

    @Test
    void aLagThatComesAndGoesIsOneConcernUntilItIsGoneForHalfAMinute() {
        aReplayThatIsHeldUpIsAConcernAfterTenSeconds();
        for (int second = 1; second <= 29; second++) {
            standbyAt(300 + second, 300 + second);
            assertThat(concerns(N2)).containsExactly(Concern.LAGGING);
        }
        standbyAt(400, 400);
        standbyAt(400, 400);
        assertThat(concerns(N2)).isEmpty();
    }

    @Test
    void aLeaderThatDoesNotAnswerChangesNoConcern() {
        aReplayThatIsHeldUpIsAConcernAfterTenSeconds();
        round(new Refused(), Map.of());
        round(new Refused(), Map.of());
        assertThat(concerns(N2)).containsExactly(Concern.LAGGING);
        assertThat(health(N1)).isEqualTo(Health.PROCESS_GONE);
    }

    @Test
    void aStandbyThatStreamsNoMoreHasAnotherTrouble() {
        aReplayThatIsHeldUpIsAConcernAfterTenSeconds();
        round(new Leads(new Lsn(300), List.of()), Map.of());
        assertThat(concerns(N2)).isEmpty();
        assertThat(diagnosis.lag(N2)).isEmpty();
    }

    @Test
    void aDiskIsNearlyFullFromNinetyPercentUntilItHasRoomAgain() {
        disk(N1, 89);
        assertThat(concerns(N1)).isEmpty();
        disk(N1, 90);
        assertThat(concerns(N1)).containsExactly(Concern.DISK_NEARLY_FULL);
        assertThat(evidence(N1)).contains("its disk is 90 % full");
        disk(N1, 85);
        disk(N2, 10);
        assertThat(concerns(N1)).containsExactly(Concern.DISK_NEARLY_FULL);
        disk(N1, 84);
        assertThat(concerns(N1)).isEmpty();
    }

    @Test
    void aConcernIsToldAndLeadsToNothing() {
        disk(N1, 50);
        Verdict before = verdict();
        disk(N1, 95);
        assertThat(before.says(verdict())).isFalse();
        assertThat(before.concludes(verdict())).isTrue();

        ClusterSpec spec = FakeSteward.spec("a", 3);
        ClusterState calm = MadeCluster.of(spec).seen(FakeSteward.verdict(Epoch.FIRST, 3, Map.of()), Instant.EPOCH);
        ClusterState concerned = calm.seen(
                new Verdict(
                        Epoch.FIRST,
                        spec.names().stream()
                                .map(n -> new Finding(n, Health.FINE, Set.of(Concern.values()), "95 %"))
                                .toList()),
                Instant.EPOCH.plusSeconds(60));
        assertThat(concerned.sight().concerns(N2)).containsExactly(Concern.LAGGING, Concern.DISK_NEARLY_FULL);
        assertThat(concerned.sight().at()).isEqualTo(Instant.EPOCH);
        assertThat(DecisionTable.next(spec, concerned, List.of(), Instant.EPOCH.plusSeconds(61)))
                .isEqualTo(DecisionTable.next(spec, calm, List.of(), Instant.EPOCH.plusSeconds(61)))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aFindingThatWasRecordedBeforeThereWereConcernsHasNone() {
        Payload written = Payloads.json()
                .toPayload(Map.of("node", "n1", "health", "FINE", "evidence", "answers"))
                .orElseThrow();
        Finding read = Payloads.json().fromPayload(written, Finding.class, Finding.class);
        assertThat(read).isEqualTo(new Finding(N1, Health.FINE, "answers"));
    }

    private void standbyAt(long wrote, long replayed) {
        Follower n2 = new Follower(N2, Duration.ofSeconds(1), new Lsn(wrote), new Lsn(Math.max(0, replayed)));
        round(new Leads(new Lsn(wrote), List.of(n2)), Map.of());
    }

    private void disk(NodeName node, int used) {
        Follower n2 = new Follower(N2, Duration.ofSeconds(1), Lsn.ZERO, Lsn.ZERO);
        round(new Leads(Lsn.ZERO, List.of(n2)), Map.of(node, used));
    }

    private void round(Observation leader, Map<NodeName, Integer> disks) {
        now = now.plusSeconds(1);
        diagnosis = diagnosis.after(new Round(now, Map.of(N1, leader, N2, STREAMS), Map.of(), disks));
    }

    private Verdict verdict() {
        return diagnosis.verdict().orElseThrow();
    }

    private Set<Concern> concerns(NodeName node) {
        return verdict().of(node).orElseThrow().concerns();
    }

    private Health health(NodeName node) {
        return verdict().of(node).orElseThrow().health();
    }

    private String evidence(NodeName node) {
        return verdict().of(node).orElseThrow().evidence();
    }
}
