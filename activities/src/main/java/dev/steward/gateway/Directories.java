package dev.steward.gateway;

import dev.steward.cluster.ClusterId;
import dev.steward.tunnels.Directory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks clusters whom they let in, for those who knock: each time anew but for the moment between a client's two
 * messages, with few questions at the same time, since strangers can cause them.
 */
final class Directories implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Directories.class);
    private static final long FRESH_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int AT_ONCE = 8;

    private record Seen(Directory directory, long at) {
        boolean isFresh(long now) {
            return now - at < FRESH_NANOS;
        }
    }

    private final Registry registry;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ConcurrentHashMap<ClusterId, Seen> seen = new ConcurrentHashMap<>();
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

    Directories(Registry registry) {
        this.registry = registry;
    }

    /** Whom this cluster lets in; empty when it could not be asked in time. */
    Optional<Directory> of(ClusterId cluster) {
        long now = System.nanoTime();
        seen.values().removeIf(s -> !s.isFresh(now));
        Seen last = seen.get(cluster);
        return last != null ? Optional.of(last.directory()) : ask(cluster);
    }

    private Optional<Directory> ask(ClusterId cluster) {
        Future<Directory> answer = asking.submit(() -> inTurn(cluster));
        try {
            Directory directory = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            seen.put(cluster, new Seen(directory, System.nanoTime()));
            return Optional.of(directory);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("a cluster could not be asked whom it lets in: {}", e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }

    private Directory inTurn(ClusterId cluster) throws InterruptedException {
        turns.acquire();
        try {
            return registry.directory(cluster);
        } finally {
            turns.release();
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
