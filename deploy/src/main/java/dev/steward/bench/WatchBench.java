package dev.steward.bench;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What it costs to watch ever more clusters. Few are real: the same servers are asked under many names, by a session
 * for each name and node, as if each were a cluster of its own.
 */
public final class WatchBench implements AutoCloseable {

    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int STEP = 10;

    /** After the last one has been seen: compilers and collectors come to rest. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Servers servers;
    private final Audience audience;
    private final WatchMeasure measure;
    private final Consumer<String> told;
    private final String run = "bench-watch-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final List<ClusterId> real = new ArrayList<>();
    private boolean closed;

    /**
     * A benchmark of the worker that is measured.
     *
     * @param ownSsh whether each watched cluster is reached by SSH sessions of its own, as clusters of machines of their
     *     own are; otherwise those to the few real machines are shared
     * @param told hears what happens, for people
     */
    public WatchBench(WorkflowClient client, WatchMeasure measure, boolean ownSsh, Consumer<String> told) {
        servers = new Servers(client);
        audience = new Audience(client, run, ownSsh);
        this.measure = measure;
        this.told = told;
    }

    /**
     * Measures.
     *
     * @param counts how many clusters, one number after the other, ascending
     * @param serving how many real clusters are asked
     * @param time how long each number is measured
     */
    public List<WatchLoad> run(List<Integer> counts, int serving, Duration time) throws InterruptedException {
        int most = counts.stream().mapToInt(c -> c).max().orElse(0);
        IntStream.range(0, serving).forEach(i -> order(i, most / serving + 1));
        List<ClusterView> views = new ArrayList<>();
        for (ClusterId id : real) {
            views.add(servers.await(id));
        }
        List<WatchLoad> loads = new ArrayList<>();
        for (int count : counts) {
            told.accept("watching " + count + " clusters");
            settle(views, count);
            WatchLoad load = measure.over(audience.size() + real.size(), time);
            told.accept(load.row());
            loads.add(load);
        }
        return loads;
    }

    private synchronized void order(int number, int sessions) {
        ClusterId id = new ClusterId(run + "-server-" + number);
        told.accept("ordering " + id + " for " + sessions + " sessions on each node");
        real.add(id);
        servers.order(id, sessions);
    }

    /**
     * The real clusters are watched too: they count. Others come in by and by, since a server of a cluster never opens
     * more than a few sessions at once for the watch, as those asked here would have to.
     */
    private void settle(List<ClusterView> views, int count) throws InterruptedException {
        do {
            add(views, Math.min(STEP, count - audience.size() - real.size()));
            awaitFine(audience.size() + real.size());
        } while (audience.size() + real.size() < count);
        Thread.sleep(REST);
    }

    private synchronized void add(List<ClusterView> views, int more) {
        if (!closed && more > 0) {
            audience.add(views, more);
        }
    }

    private void awaitFine(int clusters) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (measure.watched() < clusters || measure.fine() < 3 * clusters) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + SETTLING.toMinutes() + " min the worker has found "
                        + measure.fine() + " nodes of " + 3 * clusters + " to be fine");
            }
            Thread.sleep(POLL);
        }
    }

    /** Gives everything back, once. There is nobody to do it when the worker has ended. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!measure.workerLives()) {
            told.accept("the worker has ended, out of memory perhaps: its log tells. What was ordered (" + real
                    + ") stays until deploy/steward down --purge");
            return;
        }
        told.accept("giving back what was ordered");
        audience.dismiss();
        try {
            for (ClusterId id : real) {
                servers.remove(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
