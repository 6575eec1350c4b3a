package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Observation.Busy;
import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Full;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.cluster.Observation.Unasked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DiagnosisTest {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);
    private static final Observation LEADS = new Leads(Lsn.ZERO, List.of(follower(N2, 1), follower(N3, 1)));
    private static final Observation STREAMS = new Stands(true, Duration.ofMillis(300));
    private static final Observation IDLE = new Stands(false, Duration.ofDays(1));

    private Diagnosis diagnosis = Diagnosis.of(new Epoch(4), N1, List.of(N1, N2, N3));
    private Duration now = Duration.ZERO;

    @Test
    void nothingIsConcludedBeforeEveryNodeWasSeen() {
        seen(1, LEADS, STREAMS, new Silent());
        assertThat(diagnosis.verdict()).isEmpty();
        seen(1, LEADS, STREAMS, STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        assertThat(diagnosis.verdict().orElseThrow().epoch()).isEqualTo(new Epoch(4));
    }

    @Test
    void aRefusalIsADeadPostmasterAfterOneConfirmation() {
        allFine();
        seen(1, new Refused(), IDLE, IDLE);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        assertThat(diagnosis.wantsConfirmation()).isTrue();
        seen(1, new Refused(), IDLE, IDLE);
        concludes(Health.PROCESS_GONE, Health.FINE, Health.FINE);
        assertThat(diagnosis.wantsConfirmation()).isFalse();
    }

    @Test
    void silenceNeedsThreeMisses() {
        allFine();
        seen(2, new Silent(), STREAMS, STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        assertThat(diagnosis.doubtsLeader()).isTrue();
        assertThat(diagnosis.doubts(N2)).isFalse();
        seen(1, new Silent(), heardAgo(2), heardAgo(2));
        concludes(Health.SILENT, Health.FINE, Health.FINE);
        assertThat(diagnosis.knowsSilent(N1)).isTrue();
    }

    @Test
    void whatWeDidNotAskIsNoSilenceAndEndsNone() {
        allFine();
        seen(9, new Unasked(), new Unasked(), new Unasked());
        concludes(Health.FINE, Health.FINE, Health.FINE);
        assertThat(diagnosis.doubtsLeader()).isFalse();
        seen(2, new Silent(), STREAMS, STREAMS);
        seen(3, new Unasked(), new Unasked(), heardAgo(9));
        concludes(Health.FINE, Health.FINE, Health.FINE);
        seen(1, new Silent(), heardAgo(9), heardAgo(9));
        concludes(Health.SILENT, Health.FINE, Health.FINE);
    }

    @Test
    void nothingIsConcludedOfANodeThatWasNeverAsked() {
        seen(5, LEADS, STREAMS, new Unasked());
        assertThat(diagnosis.verdict()).isEmpty();
    }

    @Test
    void aMissedAnswerAloneIsNothing() {
        allFine();
        seen(2, new Silent(), STREAMS, STREAMS);
        seen(1, LEADS, STREAMS, STREAMS);
        seen(2, new Silent(), STREAMS, STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
    }

    @Test
    void aLeaderThatAStandbyReachesIsOnlyOutOfOurReach() {
        allFine();
        for (int i = 0; i < 3; i++) {
            seen(Map.of(N2, false, N3, true), new Silent(), heardAgo(9), heardAgo(9));
        }
        concludes(Health.UNREACHABLE_FROM_HERE, Health.FINE, Health.FINE);
        assertThat(evidence(N1)).contains("n2 does not reach it", "n3 reaches it");
    }

    @Test
    void aLeaderThatAStandbyHearsIsOnlyOutOfOurReach() {
        allFine();
        seen(4, new Silent(), STREAMS, heardAgo(9));
        concludes(Health.UNREACHABLE_FROM_HERE, Health.FINE, Health.FINE);
    }

    @Test
    void anUnreachableLeaderThatDiesIsDeadAtOnce() {
        aLeaderThatAStandbyReachesIsOnlyOutOfOurReach();
        seen(Map.of(N2, false, N3, false), new Silent(), heardAgo(9), heardAgo(9));
        concludes(Health.SILENT, Health.FINE, Health.FINE);
    }

    @Test
    void aStandbyThatTheLeaderHearsIsOnlyOutOfOurReach() {
        allFine();
        seen(3, LEADS, STREAMS, new Silent());
        concludes(Health.FINE, Health.FINE, Health.UNREACHABLE_FROM_HERE);
        seen(1, new Leads(Lsn.ZERO, List.of(follower(N2, 1), follower(N3, 4))), STREAMS, new Silent());
        concludes(Health.FINE, Health.FINE, Health.SILENT);
    }

    @Test
    void aStandbyThatStreamsFromNobodyIsFoundAfterAWhile() {
        Observation onlyN2 = new Leads(Lsn.ZERO, List.of(follower(N2, 1)));
        allFine();
        seen(4, onlyN2, STREAMS, IDLE);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        seen(1, onlyN2, STREAMS, IDLE);
        concludes(Health.FINE, Health.FINE, Health.NOT_STREAMING);
    }

    @Test
    void aStandbyIsNotBlamedForADeadLeader() {
        allFine();
        seen(9, new Refused(), IDLE, IDLE);
        concludes(Health.PROCESS_GONE, Health.FINE, Health.FINE);
    }

    @Test
    void aNodeInAnotherRoleIsFound() {
        allFine();
        seen(3, LEADS, STREAMS, LEADS);
        concludes(Health.FINE, Health.FINE, Health.WRONG_ROLE);
    }

    @Test
    void aLeaderThatTakesNoSessionsIsGivenTime() {
        allFine();
        seen(7, new Busy("57P03 starting up"), STREAMS, STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        seen(1, new Busy("57P03 starting up"), STREAMS, STREAMS);
        concludes(Health.PROCESS_GONE, Health.FINE, Health.FINE);
    }

    /** It serves those who have taken all its sessions; and a standby is judged by its leader. */
    @Test
    void whoIsFullIsNotDead() {
        allFine();
        seen(20, new Full(), STREAMS, STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        seen(20, LEADS, new Full(), STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
        seen(5, new Leads(Lsn.ZERO, List.of()), new Full(), STREAMS);
        concludes(Health.FINE, Health.NOT_STREAMING, Health.FINE);
    }

    private void allFine() {
        seen(1, LEADS, STREAMS, STREAMS);
        concludes(Health.FINE, Health.FINE, Health.FINE);
    }

    private void seen(int rounds, Observation n1, Observation n2, Observation n3) {
        for (int i = 0; i < rounds; i++) {
            seen(Map.of(), n1, n2, n3);
        }
    }

    private void seen(Map<NodeName, Boolean> reached, Observation n1, Observation n2, Observation n3) {
        now = now.plusSeconds(1);
        diagnosis = diagnosis.after(new Round(now, Map.of(N1, n1, N2, n2, N3, n3), reached));
    }

    private void concludes(Health n1, Health n2, Health n3) {
        assertThat(diagnosis.verdict().orElseThrow().findings().stream().map(Finding::health))
                .containsExactly(n1, n2, n3);
    }

    private String evidence(NodeName node) {
        return diagnosis.verdict().orElseThrow().of(node).orElseThrow().evidence();
    }

    private static Observation heardAgo(int seconds) {
        return new Stands(true, Duration.ofSeconds(seconds));
    }

    private static Follower follower(NodeName node, int secondsSinceReply) {
        return new Follower(node, Duration.ofSeconds(secondsSinceReply), Lsn.ZERO, Lsn.ZERO);
    }
}
