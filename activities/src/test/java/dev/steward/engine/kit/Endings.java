package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.engine.Host;
import dev.steward.watch.NodeSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The watch hears of the end of a process without asking. */
interface Endings extends Kit {

    @Test
    default void aSessionEndsWithTheProcessAndOutlivesSilence() throws Exception {
        Tried tried = Tried.made(subject(), 3);
        Host leader = tried.view().host(N1);
        NodeSession session = subject().session(tried.view(), N1);
        try {
            assertThat(session.endsWithin(Duration.ofMinutes(1)))
                    .as("none is open yet")
                    .isTrue();
            for (int i = 0; i < 3; i++) {
                assertThat(session.ask(leader)).isInstanceOf(Leads.class);
                assertThat(session.endsWithin(Duration.ofMillis(300))).isFalse();
            }
            CompletableFuture<Boolean> ended =
                    CompletableFuture.supplyAsync(() -> session.endsWithin(Duration.ofMinutes(1)));
            subject().crash(tried.view(), N1);
            assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(session.ask(leader)).isInstanceOf(Refused.class);
        } finally {
            session.end();
        }
    }

    @Test
    default void whoListenedAsksWithAllTheTimeThereIs() {
        Tried tried = Tried.made(subject(), 3);
        Host leader = tried.view().host(N1);
        NodeSession session = subject().session(tried.view(), N1);
        try {
            assertThat(session.ask(leader)).isInstanceOf(Leads.class);
            assertThat(session.endsWithin(Duration.ofMillis(50))).isFalse();
            subject().standStill(tried.view(), N1);
            long began = System.nanoTime();
            assertThat(session.ask(leader)).isInstanceOf(Silent.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(NodeSession.LIMIT.dividedBy(2));
            subject().goOn(tried.view(), N1);
            assertThat(session.ask(leader)).isInstanceOf(Leads.class);
        } finally {
            session.end();
        }
    }

    @Test
    default void aSessionThatIsEndedWakesWhoListens() throws Exception {
        Tried tried = Tried.made(subject(), 1);
        Host leader = tried.view().host(N1);
        NodeSession session = subject().session(tried.view(), N1);
        assertThat(session.ask(leader)).isInstanceOf(Leads.class);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread listens = Thread.ofVirtual().start(() -> ended.complete(session.endsWithin(Duration.ofMinutes(1))));
        while (listens.getState() != Thread.State.WAITING && listens.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // until it does
        }
        session.end();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(session.ask(leader)).isInstanceOf(Leads.class);
        session.end();
    }
}
