package dev.steward.broker.clusters;

import dev.steward.cluster.ClusterId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Has what is asked of an instance done in the order in which it came here: a deletion that overtook the order it is meant
 * for would find nothing to delete, and the order would then leave machines that nobody knows of.
 */
final class OneAtATime {

    private static final class Queue {
        final ReentrantLock lock = new ReentrantLock(true);
        int length;
    }

    private final Map<ClusterId, Queue> queues = new HashMap<>();

    /** What came of the request; empty when its turn did not come within this time. */
    <T> Optional<T> of(ClusterId cluster, Duration patience, Supplier<T> request) {
        Queue queue = join(cluster);
        try {
            if (!isMyTurn(queue, patience)) {
                return Optional.empty();
            }
            try {
                return Optional.of(request.get());
            } finally {
                queue.lock.unlock();
            }
        } finally {
            leave(cluster, queue);
        }
    }

    private static boolean isMyTurn(Queue queue, Duration patience) {
        try {
            return queue.lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Queue join(ClusterId cluster) {
        Queue queue = queues.computeIfAbsent(cluster, _ -> new Queue());
        queue.length++;
        return queue;
    }

    private synchronized void leave(ClusterId cluster, Queue queue) {
        if (--queue.length == 0) {
            queues.remove(cluster);
        }
    }
}
