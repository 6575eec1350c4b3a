package dev.steward.watch;

import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.cluster.Observation.Unasked;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node that is watched, by one session that stays open. Several watches may ask at once: they share the session, and
 * an answer that is under way, and what is heard between asks. Who asks waits until nobody listens any more: one who
 * watches alone never meets himself; for others somebody listens in glimpses.
 */
final class WatchedNode {

    /** Shorter than this nobody listens. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** For so long who asks may have to wait for one who listens on behalf of another watch. */
    private static final Duration GLIMPSE = Duration.ofMillis(50);

    /** Who listens for so much longer than he was to will not come to an end by himself. */
    private static final Duration OVERDUE = Duration.ofSeconds(3);

    private final NodeSession session;
    private final WatchMeans means;
    private final DiskLook disk;
    private volatile boolean begun;
    private @Nullable CompletableFuture<Observation> underway;
    private CompletableFuture<Void> listening = CompletableFuture.completedFuture(null);
    private CompletableFuture<Boolean> hangUp = new CompletableFuture<>();
    private volatile boolean endedByUs;
    private volatile int watches;

    /** Whether a session is open in which nothing is asked now. */
    private volatile boolean quiet;

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
            quiet = false;
            underway = listening
                    .thenApply(over -> System.nanoTime())
                    .thenApplyAsync(asked -> measured(leader, asked), means.threads());
        }
        return underway;
    }

    /**
     * Has somebody listen, while nobody asks. Whoever listens at the same time waits for the same.
     *
     * @param limit until then at most
     * @return true when the session ends, be it days later: to be waited for, and not to be built upon, since it would keep
     *     whatever is
     */
    synchronized CompletableFuture<Boolean> listen(Duration limit) {
        if (hangUp.isDone()) {
            hangUp = new CompletableFuture<>();
        }
        if (quiet && listening.isDone()) {
            long until = System.nanoTime() + limit.toNanos();
            CompletableFuture<Boolean> hears = hangUp;
            CompletableFuture<Void> begins = CompletableFuture.runAsync(() -> hear(until, hears), means.threads());
            listening = begins.copy()
                    .orTimeout(limit.plus(OVERDUE).toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionallyComposeAsync(
                            overdue -> {
                                end();
                                return begins;
                            },
                            means.threads());
        }
        return hangUp;
    }

    private void hear(long until, CompletableFuture<Boolean> hears) {
        Duration left = Duration.ofNanos(until - System.nanoTime());
        while (quiet && left.compareTo(SHORTEST) > 0) {
            if (session.endsWithin(watches > 1 && left.compareTo(GLIMPSE) > 0 ? GLIMPSE : left)) {
                if (!endedByUs) {
                    means.meters().hungUp();
                }
                quiet = false;
                hears.complete(true);
                return;
            }
            left = Duration.ofNanos(until - System.nanoTime());
        }
    }

    private void end() {
        quiet = false;
        endedByUs = true;
        session.end();
    }

    int watches() {
        return watches;
    }

    /** By how many it is watched now. */
    void watchedBy(int watches) {
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
            end();
        } else {
            last.whenComplete((seen, thrown) -> end()).exceptionally(thrown -> new Silent());
        }
    }

    private Observation measured(Host leader, long asked) {
        long began = System.nanoTime();
        means.pace().woke(Duration.ofNanos(began - asked), began);
        begun = true;
        endedByUs = false;
        Observation seen = session.ask(leader);
        quiet = seen instanceof Leads || seen instanceof Stands;
        Observation answer = seen instanceof Silent && !means.pace().keepsUp(System.nanoTime()) ? new Unasked() : seen;
        means.meters().asked(answer, System.nanoTime() - began);
        return answer;
    }
}
