package dev.steward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Leads;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.node.ClusterTls;
import dev.steward.node.NodeLooks;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClusterWatchTest {

    private static final NodeName N1 = NodeName.of(1);
    private static final ClusterView SINGLE = new ClusterView(
            new ClusterId("a"),
            Epoch.FIRST,
            "17",
            Map.of(),
            Extras.NONE,
            List.of(new Host(N1, "10.0.0.1", "key")),
            N1,
            "ca",
            new Credential("c", "k"));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicBoolean standsStill = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final BlockingQueue<String> course = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void aLeaderThatHangsUpIsAskedAtOnceThoughNotTwiceInARow() throws Exception {
        watch(true);
        assertThat(first(8)).containsExactly("ask", "hung up", "ask", "ask", "hung up", "ask", "ask", "hung up");
    }

    @Test
    void betweenAsksOfALeaderThatDoesNotHangUpTheWatchRests() throws Exception {
        watch(false);
        List<String> seen = first(2);
        TimeUnit.SECONDS.sleep(2);
        course.drainTo(seen);
        assertThat(seen).startsWith("ask", "listened", "ask", "listened");
        assertThat(seen).as("each 400 ms a round").hasSizeLessThan(2 * 20);
    }

    @Test
    void roundsLeaveNothingBehindWhereAHangUpIsWaitedFor() throws Exception {
        WatchedNodes nodes = watch(false);
        first(10);
        WatchedNode leader = nodes.acquire(SINGLE, SINGLE.hosts().getFirst(), new ClusterTls(SINGLE));
        assertThat(leader.listen(Duration.ofMillis(1)).getNumberOfDependents())
                .as("who waits now")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void whoeverWakesUpLateFromListeningKnowsIt() throws Exception {
        standsStill.set(true);
        watch(false);
        Timer lateness = registry.timer("steward.watch.lateness", "engine", "postgresql");
        while (lateness.max(TimeUnit.MILLISECONDS) < 300) {
            TimeUnit.MILLISECONDS.sleep(20); // for no longer than the time limit of this class
        }
    }

    /** The watch begins whatever it begins here, on its own thread: it may stand still when it is about to listen. */
    private void begin(Runnable task) {
        if (answered.get() && standsStill.getAndSet(false)) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        threads.execute(task);
    }

    private WatchedNodes watch(boolean hangsUp) {
        WatchMeans means = new WatchMeans(
                NodeLooks.NOTHING_MORE,
                new WatchMeters(registry, "postgresql"),
                new Pace(),
                (cluster, host, tls) -> new Talkative(hangsUp),
                this::begin);
        WatchedNodes nodes = new WatchedNodes(means);
        threads.execute(new ClusterWatch(SINGLE, nodes, (id, verdict) -> true, means));
        return nodes;
    }

    private List<String> first(int count) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (seen.size() < count) {
            seen.add(course.take());
        }
        return seen;
    }

    /** Leads, and hangs up whenever somebody listens, or never. */
    private final class Talkative implements NodeSession {
        private final boolean hangsUp;

        Talkative(boolean hangsUp) {
            this.hangsUp = hangsUp;
        }

        @Override
        public Observation ask(Host leader) {
            course.add("ask");
            answered.set(true);
            return new Leads(new Lsn(1), List.of());
        }

        @Override
        public boolean endsWithin(Duration limit) {
            course.add(hangsUp ? "hung up" : "listened");
            if (!hangsUp) {
                LockSupport.parkNanos(limit.toNanos());
            }
            return hangsUp;
        }

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public void end() {
            // nothing is open
        }
    }
}
