package dev.steward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.engine.Host;
import dev.steward.node.NodeLooks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
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
                    NodeLooks.NOTHING_MORE,
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
        CompletableFuture<Boolean> hangUp = node.listen(LONG);
        session.listened.acquire();
        session.answers.release();
        CompletableFuture<Observation> asking = node.ask(LEADER);
        assertThat(begun).as("the first ask and the listening").hasValue(2);
        session.endings.release();
        hangUp.get(10, TimeUnit.SECONDS);
        asking.get(10, TimeUnit.SECONDS);
        assertThat(session.mostAtOnce).hasValue(1);
        assertThat(hangUps()).isEqualTo(1);
    }

    @Test
    void whoAsksANodeThatOthersWatchTooWaitsForNobody() throws Exception {
        askedOnce();
        node.watchedBy(2);
        CompletableFuture<Boolean> hangUp = node.listen(LONG);
        session.listened.acquire();
        session.answers.release();
        node.ask(LEADER).get(10, TimeUnit.SECONDS);
        assertThat(hangUp).isNotDone();
        assertThat(session.mostAtOnce).hasValue(1);
        assertThat(session.limits).allMatch(limit -> limit.toMillis() <= 50);
    }

    @Test
    void whatOneHearsAllHear() throws Exception {
        askedOnce();
        node.watchedBy(2);
        CompletableFuture<Boolean> before = node.listen(LONG);
        session.answers.release();
        node.ask(LEADER).get(10, TimeUnit.SECONDS);
        CompletableFuture<Boolean> after = node.listen(LONG);
        session.endings.release();
        before.get(10, TimeUnit.SECONDS);
        after.get(10, TimeUnit.SECONDS);
        assertThat(node.listen(LONG)).as("the next hang-up").isNotDone();
        assertThat(hangUps()).isEqualTo(1);
    }

    @Test
    void aListeningThatDoesNotEndIsEndedAndTheNodeAskedAgain() throws Exception {
        askedOnce();
        session.punctual = false;
        CompletableFuture<Boolean> hangUp = node.listen(Duration.ofSeconds(1));
        session.listened.acquire();
        session.answers.release();
        CompletableFuture<Observation> asking = node.ask(LEADER);
        hangUp.get(10, TimeUnit.SECONDS);
        asking.get(10, TimeUnit.SECONDS);
        assertThat(session.ended).hasValue(1);
    }

    @Test
    void whoIsClosedIsListenedToNoLonger() throws Exception {
        askedOnce();
        CompletableFuture<Boolean> hangUp = node.listen(LONG);
        session.listened.acquire();
        node.close();
        hangUp.get(10, TimeUnit.SECONDS);
        assertThat(hangUps()).as("nobody but we ended it").isZero();
    }

    @Test
    void nobodyListensWhileSomebodyAsks() throws Exception {
        CompletableFuture<Observation> asking = node.ask(LEADER);
        assertThat(node.listen(LONG)).isNotDone();
        session.answers.release();
        asking.get(10, TimeUnit.SECONDS);
        assertThat(begun).as("the ask").hasValue(1);
    }

    @Test
    void nobodyListensWhereNoSessionIsOpen() throws Exception {
        assertThat(node.listen(LONG)).isNotDone();
        session.answer = new Refused();
        askedOnce();
        assertThat(node.listen(LONG)).isNotDone();
        assertThat(begun).as("the ask").hasValue(1);
    }

    private double hangUps() {
        return registry.counter("steward.watch.hang.ups", "engine", "postgresql")
                .count();
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
        volatile Observation answer = new Leads(new Lsn(1), List.of());
        volatile boolean punctual = true;
        final Queue<Duration> limits = new ConcurrentLinkedQueue<>();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger users = new AtomicInteger();

        @Override
        public Observation ask(Host leader) {
            enter();
            answers.acquireUninterruptibly();
            users.decrementAndGet();
            return answer;
        }

        @Override
        public boolean endsWithin(Duration limit) {
            enter();
            limits.add(limit);
            listened.release();
            boolean now = endsBy(punctual ? limit : LONG);
            users.decrementAndGet();
            return now;
        }

        private boolean endsBy(Duration limit) {
            try {
                return endings.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        private void enter() {
            mostAtOnce.accumulateAndGet(users.incrementAndGet(), Math::max);
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
