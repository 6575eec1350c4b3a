package dev.steward.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HandshakesTest {

    private static final int MANY = 100;

    private static final ClusterTls TLS = new ClusterTls(new ClusterView(
            new ClusterId("a"),
            Epoch.FIRST,
            "17",
            Map.of(),
            Extras.NONE,
            List.of(),
            NodeName.of(1),
            "",
            new Credential("", "")));

    private final Handshakes handshakes = new Handshakes();
    private final AtomicInteger atIt = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void onlySoManyAreAtItAndEverybodyComes() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(MANY);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++) {
                threads.execute(() -> {
                    open(handshakes.turn(TLS), () -> {});
                    done.countDown();
                });
            }
        }
        assertThat(done.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 16);
    }

    @Test
    void whoFailsGivesTheTurnBack() {
        for (int i = 0; i < MANY; i++) {
            assertThatThrownBy(() -> handshakes.turn(TLS).open(() -> {
                        shake();
                        throw new SQLException("refused");
                    }))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whoIsNotAnsweredTheNextTimeGivesNoTurnBack() throws InterruptedException {
        Handshakes.Turn turn = handshakes.turn(TLS);
        open(turn, () -> {});
        for (int i = 0; i < MANY; i++) {
            assertThatThrownBy(() -> turn.open(() -> {
                        throw new SQLException("nobody answers");
                    }))
                    .isInstanceOf(SQLException.class);
        }
        whoWaitsSaysSo();
    }

    @Test
    void whoWaitsSaysSo() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(16);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                threads.execute(() -> open(handshakes.turn(TLS), () -> {
                    all.countDown();
                    waitFor(release);
                }));
            }
            all.await();
            Handshakes.Turn late = handshakes.turn(TLS);
            threads.execute(() -> open(late, () -> {}));
            try {
                await(late::waits);
            } finally {
                release.countDown();
            }
            await(() -> !late.waits());
        }
    }

    @Test
    void whoOpensASessionWithoutATurnDoesNotWait() throws InterruptedIOException {
        assertThat(Handshakes.await()).isNull();
    }

    private void open(Handshakes.Turn turn, Runnable meanwhile) {
        try {
            turn.open(() -> {
                shake();
                most.accumulateAndGet(atIt.incrementAndGet(), Math::max);
                meanwhile.run();
                atIt.decrementAndGet();
                throw new SQLException("no server here");
            });
        } catch (SQLException e) {
            assertThat(e.getMessage()).isEqualTo("no server here");
        }
    }

    /** Ended by the test's limit, which interrupts it. */
    private static void await(BooleanSupplier what) {
        while (!what.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).as("time is up").isFalse();
            Thread.onSpinWait();
        }
    }

    private static void shake() {
        try {
            assertThat(Handshakes.await()).isSameAs(TLS);
        } catch (InterruptedIOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
