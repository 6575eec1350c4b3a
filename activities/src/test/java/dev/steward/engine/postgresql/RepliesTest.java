package dev.steward.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation.Follower;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private final Replies replies = new Replies();

    @Test
    void aReplyIsAsOldAsOurFirstSightOfIt() {
        replies.read("1700000000.5 0/20 0/10 n2\n1700000000.6 0/20 0/20 n3", 0);
        assertThat(replies.read("1700000000.5 0/20 0/10 n2\n1700000001.6 0/30 0/30 n3", 2_000_000_000L))
                .containsExactly(
                        new Follower(NodeName.of(2), Duration.ofSeconds(2), new Lsn(0x20), new Lsn(0x10)),
                        new Follower(NodeName.of(3), Duration.ZERO, new Lsn(0x30), new Lsn(0x30)));
    }

    @Test
    void aCopyThatIsBeingTakenIsNoFollower() {
        assertThat(replies.read("- 0/0 0/0 pg_basebackup\n- 0/0 0/0 \n- 0/0 0/0 n2 n3", 0))
                .isEmpty();
        assertThat(replies.read("", 0)).isEmpty();
    }
}
