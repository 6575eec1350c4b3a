package dev.steward.watch;

import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Unasked;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node that is watched, by one session that stays open. Several watches may ask at once: they share the session, and
 * an answer that is under way. Between asks one of them may listen; who asks meanwhile waits until that is over.
 */
final class WatchedNode {

    private final NodeSession session;
    private final WatchMeans means;
    private final DiskLook disk;
    private volatile boolean begun;
    private @Nullable CompletableFuture<Observation> underway;
    private int watches = 1;
    private CompletableFuture<Boolean> listening = CompletableFuture.completedFuture(false);

    WatchedNode(NodeSession session, WatchMeans means) {
        this.session = session;
        this.means = means;
        disk = new DiskLook(means);
    }

    DiskLook disk() {
        return disk;
    }

    /** Asks, or joins who asks already. The answer comes in about {@link NodeSession#LIMIT}, whatever happens. */
    synchronized CompletableFuture<Observation> ask(Host leader) {
        if (underway == null || underway.isDone()) {
            begun = false;
            underway = listening
                    .thenApply(ended -> System.nanoTime())
                    .thenApplyAsync(asked -> measured(leader, asked), means.threads());
        }
        return underway;
    }

    /**
     * Waits for the session to end: true, when it does before the time is over. Only who watches alone may listen, and only
     * while nobody asks: others would have to wait for it. A listening that does not end is ended, and the session with it.
     */
    synchronized CompletableFuture<Boolean> listen(Duration limit) {
        if (watches > 1 || !listening.isDone() || underway == null || !underway.isDone()) {
            return CompletableFuture.completedFuture(false);
        }
        long until = System.nanoTime() + limit.toNanos();
        CompletableFuture<Boolean> begun = CompletableFuture.supplyAsync(() -> endsBefore(until), means.threads());
        listening = begun.copy()
                .orTimeout(limit.plus(NodeSession.LIMIT).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(overdue -> {
                    session.end();
                    return begun;
                });
        return listening;
    }

    private boolean endsBefore(long until) {
        Duration left = Duration.ofNanos(until - System.nanoTime());
        boolean ended = left.toMillis() > 1 && session.endsWithin(left);
        if (ended) {
            means.meters().hungUp();
        }
        return ended;
    }

    /** By how many it is watched now. */
    synchronized void watchedBy(int watches) {
        this.watches = watches;
    }

    /** What it means that there is no answer in time: nothing, while the delay is our own. */
    Observation silence() {
        boolean asking = begun && !session.waits();
        return asking && means.pace().keepsUp(System.nanoTime()) ? new Silent() : new Unasked();
    }

    /** Ends the session. */
    void close() {
        CompletableFuture<Observation> last;
        synchronized (this) {
            last = underway;
        }
        if (last == null || last.isDone()) {
            session.end();
        } else {
            last.whenComplete((seen, thrown) -> session.end()).exceptionally(thrown -> new Silent());
        }
    }

    private Observation measured(Host leader, long asked) {
        long began = System.nanoTime();
        means.pace().woke(Duration.ofNanos(began - asked), began);
        begun = true;
        Observation seen = session.ask(leader);
        Observation answer = seen instanceof Silent && !means.pace().keepsUp(System.nanoTime()) ? new Unasked() : seen;
        means.meters().asked(answer, System.nanoTime() - began);
        return answer;
    }
}
