package dev.steward.broker.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.fakes.FakeSteward;
import dev.steward.payloads.PayloadKeys;
import dev.steward.trouble.Trouble;
import io.temporal.testserver.TestServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClustersTest {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(700), Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofSeconds(1));

    @Test
    void itWaitsForTemporalAndGoesOnWhenItComes(@TempDir Path folder) throws Exception {
        int port = freePort();
        try (Clusters clusters = Clusters.at("127.0.0.1:" + port, "default", keys(folder), SHORT)) {
            ClusterId id = new ClusterId("i");

            long began = System.nanoTime();
            Answer<Course> away = clusters.course(id);
            assertThat(away)
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.trouble().kind()).isEqualTo(Trouble.Kind.UNAVAILABLE));
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(4).toNanos());

            try (var server = TestServer.createPortBoundServer(port)) {
                assertThat(afterAWhile(clusters, id)).isEqualTo(new Answer.Unknown<Course>());
            }
        }
    }

    @Test
    void itConnectsBeforeTheFirstRequest(@TempDir Path folder) throws Exception {
        int port = freePort();
        try (Clusters clusters = Clusters.at("127.0.0.1:" + port, "default", keys(folder), Patience.OF_A_BROKER)) {
            assertThat(clusters.connect()).as("there is nobody yet").isFalse();
            try (var server = TestServer.createPortBoundServer(port)) {
                long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
                boolean connected = clusters.connect();
                while (!connected && System.nanoTime() < end) {
                    connected = clusters.connect();
                }
                assertThat(connected).isTrue();
            }
        }
    }

    @Test
    void whileTemporalIsAwayAnOrderWaitsNoLongerThanAQuestion(@TempDir Path folder) throws Exception {
        try (Clusters clusters = Clusters.at("127.0.0.1:" + freePort(), "default", keys(folder), SHORT)) {
            long began = System.nanoTime();
            assertThat(clusters.provision(FakeSteward.spec("late", 1), List.of()))
                    .isInstanceOf(Answer.Failed.class);
            assertThat(System.nanoTime() - began)
                    .isLessThan(SHORT.order().dividedBy(2).toNanos());
        }
    }

    private static PayloadKeys keys(Path folder) throws Exception {
        return PayloadKeys.read(
                Files.writeString(folder.resolve("keys"), "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"));
    }

    private static Answer<Course> afterAWhile(Clusters clusters, ClusterId id) {
        Answer<Course> answer = clusters.course(id);
        for (int i = 0; i < 20 && answer instanceof Answer.Failed<Course>; i++) {
            answer = clusters.course(id);
        }
        return answer;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
