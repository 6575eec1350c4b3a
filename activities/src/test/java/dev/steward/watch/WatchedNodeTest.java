package dev.steward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Refused;
import dev.steward.engine.Host;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedNodeTest {

    private static final Host LEADER = new Host(NodeName.of(1), "10.0.0.1", "key");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Controlled session = new Controlled();
    private final WatchedNode node = new WatchedNode(
            session,
            new WatchMeans(
                    new NoLooks(),
                    new WatchMeters(registry, "postgresql"),
                    new Pace(),
                    (cluster, host, tls) -> session,
                    this::begin));

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whoAsksWhileSomebodyListensWaitsUntilThatIsOver() throws Exception {
        askedOnce();
        CompletableFuture<Boolean> listening = node.listen(LONG);
        session.listened.acquire();
        session.answers.release();
        CompletableFuture<Observation> asking = node.ask(LEADER);
        assertThat(begun).as("the first ask and the listening").hasValue(2);
        session.endings.release();
        assertThat(listening.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(asking.get(10, TimeUnit.SECONDS)).isInstanceOf(Refused.class);
        assertThat(session.mostAtOnce).hasValue(1);
        assertThat(registry.counter("steward.watch.hang.ups", "engine", "postgresql")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aListeningThatDoesNotEndIsEndedAndTheNodeAskedAgain() throws Exception {
        askedOnce();
        CompletableFuture<Boolean> listening = node.listen(Duration.ofMillis(50));
        session.listened.acquire();
        session.answers.release();
        CompletableFuture<Observation> asking = node.ask(LEADER);
        assertThat(listening.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(asking.get(10, TimeUnit.SECONDS)).isInstanceOf(Refused.class);
        assertThat(session.ended).hasValue(1);
    }

    @Test
    void whoIsClosedIsListenedToNoLonger() throws Exception {
        askedOnce();
        CompletableFuture<Boolean> listening = node.listen(LONG);
        session.listened.acquire();
        node.close();
        assertThat(listening.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void onlyWhoWatchesAloneListens() throws Exception {
        askedOnce();
        node.watchedBy(2);
        assertThat(node.listen(LONG).getNow(true)).isFalse();
        node.watchedBy(1);
        assertThat(node.listen(LONG)).isNotDone();
    }

    @Test
    void nobodyListensWhileSomebodyAsks() throws Exception {
        CompletableFuture<Observation> asking = node.ask(LEADER);
        assertThat(node.listen(LONG).getNow(true)).isFalse();
        session.answers.release();
        assertThat(asking.get(10, TimeUnit.SECONDS)).isInstanceOf(Refused.class);
        assertThat(session.listened.availablePermits()).isZero();
    }

    @Test
    void whoWasNeverAskedIsNotListenedTo() {
        assertThat(node.listen(LONG).getNow(true)).isFalse();
    }

    private void askedOnce() throws Exception {
        session.answers.release();
        node.ask(LEADER).get(10, TimeUnit.SECONDS);
    }

    private void begin(Runnable task) {
        begun.incrementAndGet();
        threads.execute(task);
    }

    /** Answers, and ends, when it is told to. */
    private static final class Controlled implements NodeSession {
        final Semaphore answers = new Semaphore(0);
        final Semaphore endings = new Semaphore(0);
        final Semaphore listened = new Semaphore(0);
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger users = new AtomicInteger();

        @Override
        public Observation ask(Host leader) {
            used(answers, asked::incrementAndGet);
            return new Refused();
        }

        @Override
        public boolean endsWithin(Duration limit) {
            used(endings, listened::release);
            return true;
        }

        private void used(Semaphore until, Runnable note) {
            int now = users.incrementAndGet();
            mostAtOnce.accumulateAndGet(now, Math::max);
            note.run();
            until.acquireUninterruptibly();
            users.decrementAndGet();
        }

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public void end() {
            ended.incrementAndGet();
            endings.release();
        }
    }
}
