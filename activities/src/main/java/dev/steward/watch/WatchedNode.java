package dev.steward.watch;

import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Unasked;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    /** Waits for the session to end, while nobody asks in it: true, when it does before the time is over. */
    synchronized CompletableFuture<Boolean> listen(Duration limit) {
        if (!listening.isDone() || underway == null || !underway.isDone()) {
            return CompletableFuture.completedFuture(false);
        }
        listening = CompletableFuture.supplyAsync(() -> session.endsWithin(limit), means.threads());
        return listening;
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
