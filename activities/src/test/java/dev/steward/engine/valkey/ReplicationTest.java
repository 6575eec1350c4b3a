package dev.steward.engine.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Stands;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReplicationTest {

    private static final Host LEADER = new Host(NodeName.of(1), "10.0.0.1", "key");
    private static final ClusterView CLUSTER = new ClusterView(
            new ClusterId("a"),
            Epoch.FIRST,
            "8.1",
            Map.of(),
            Extras.NONE,
            List.of(LEADER, new Host(NodeName.of(2), "10.0.0.2", "key")),
            NodeName.of(1),
            "ca",
            new Credential("c", "k"));

    @Test
    void aLeaderTellsWhoFollowsAndHowFarTheyHaveCome() {
        String info = """
                # Replication
                role:master
                connected_slaves:3
                slave0:ip=10.0.0.2,port=6379,state=online,offset=1199,lag=1,type=replica
                slave1:ip=10.0.0.2,port=6379,state=wait_bgsave,offset=0,lag=0,type=replica
                slave2:ip=10.9.9.9,port=6379,state=online,offset=5,lag=0,type=replica
                master_repl_offset:1213
                """;
        assertThat(Replication.parse(info.replace("\n", "\r\n")).seen(CLUSTER, LEADER))
                .isEqualTo(new Leads(
                        new Lsn(1213),
                        List.of(new Follower(NodeName.of(2), Duration.ofSeconds(1), new Lsn(1199), new Lsn(1199)))));
    }

    @Test
    void aStandbyReceivesWhenItsLinkToTheLeaderIsUp() {
        assertThat(standby("10.0.0.1", "up", 1)).isEqualTo(new Stands(true, Duration.ofSeconds(1)));
        assertThat(standby("10.0.0.1", "down", -1)).isEqualTo(new Stands(false, Duration.ofDays(1)));
        assertThat(standby("10.0.0.2", "up", 0)).isEqualTo(new Stands(false, Duration.ZERO));
    }

    private static Object standby(String leader, String link, int heard) {
        return Replication.parse("role:slave\nmaster_host:" + leader + "\nmaster_link_status:" + link
                        + "\nmaster_last_io_seconds_ago:" + heard)
                .seen(CLUSTER, LEADER);
    }
}
