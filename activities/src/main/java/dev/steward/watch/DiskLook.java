package dev.steward.watch;

import dev.steward.engine.Host;
import dev.steward.node.NodeLooks;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A look at a node's disk every now and then, over SSH: that keeps our way to it open, too. When it is urgent, there is
 * no time for handshakes. However many watches ask for it, one is enough.
 */
final class DiskLook {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** Over so long the first looks are spread: a worker that starts has many to take. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final int UNKNOWN = -1;

    private final NodeLooks nodes;
    private final Executor threads;
    private long next = System.nanoTime() + ThreadLocalRandom.current().nextLong(SPREAD.toNanos());
    private volatile int percent = UNKNOWN;

    DiskLook(WatchMeans means) {
        nodes = means.nodes();
        threads = means.threads();
    }

    /**
     * Begins one, if it is time; does not wait for it.
     *
     * @param host the node as it is now: its machine may have been replaced
     */
    void ifDue(Host host) {
        if (isDue(System.nanoTime())) {
            threads.execute(() -> nodes.disk(host).ifPresent(disk -> percent = disk.percent()));
        }
    }

    private synchronized boolean isDue(long now) {
        if (now - next < 0) {
            return false;
        }
        next = now + PAUSE.toNanos();
        return true;
    }

    /** What share of the disk is in use, in percent, as the last look found. */
    OptionalInt percent() {
        int seen = percent;
        return seen == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(seen);
    }
}
