package dev.steward.watch;

import dev.steward.engine.Verdicts;
import dev.steward.engine.Watch;
import dev.steward.engine.WatchGroup;
import dev.steward.node.NodeLooks;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The watch over groups of clusters, each on its own: one that fails doesn't slow the others. */
public final class GroupWatch implements Watch, AutoCloseable {

    private static final long HEARTBEAT_SECONDS = 3;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WatchMeans means;
    private final WatchedNodes watched;
    private final Verdicts verdicts;

    /**
     * One for a worker: its activities share sessions.
     *
     * @param engine its name, for meters
     * @param nodes what else is to be seen of nodes
     * @param sessions how a node's data service is asked
     * @param verdicts where conclusions are told
     * @param registry where its meters are
     */
    public GroupWatch(
            String engine, NodeLooks nodes, NodeSession.Source sessions, Verdicts verdicts, MeterRegistry registry) {
        means = new WatchMeans(nodes, new WatchMeters(registry, engine), new Pace(), sessions, threads);
        watched = new WatchedNodes(means);
        this.verdicts = verdicts;
    }

    @Override
    public void watch(WatchGroup group) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        List<? extends Future<?>> watches = group.clusters().stream()
                .map(c -> threads.submit(new ClusterWatch(c, watched, verdicts, means)))
                .toList();
        try {
            while (true) { // until the heartbeat says that it is cancelled, or that the worker shuts down
                context.heartbeat(null);
                watches.forEach(GroupWatch::requireAlive);
                TimeUnit.SECONDS.sleep(HEARTBEAT_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the worker stops", e);
        } finally {
            watches.forEach(w -> w.cancel(true));
        }
    }

    /** One that ended by a fault of ours would leave its cluster unwatched, unseen: the whole group begins anew. */
    private static void requireAlive(Future<?> watch) {
        if (watch.state() == Future.State.FAILED) {
            throw new IllegalStateException("the watch over a cluster has failed", watch.exceptionNow());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
