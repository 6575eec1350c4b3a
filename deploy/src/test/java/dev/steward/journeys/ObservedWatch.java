package dev.steward.journeys;

import dev.steward.cluster.Finding;
import dev.steward.cluster.Health;
import dev.steward.cluster.Verdict;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Watch;
import dev.steward.engine.WatchGroup;
import dev.steward.engine.postgresql.PostgresqlWatch;
import dev.steward.remote.Ssh;
import dev.steward.watch.GroupWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.TemporalFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch that goes on beside a test, and what it tells. */
final class ObservedWatch implements AutoCloseable {

    private final BlockingQueue<Verdict> told = new LinkedBlockingQueue<>();
    private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    private final GroupWatch watch;
    private final Thread thread;

    ObservedWatch(Ssh ssh, ClusterView cluster) {
        watch = PostgresqlWatch.over(ssh, (id, verdict) -> told.add(verdict), new SimpleMeterRegistry());
        temporal.registerActivitiesImplementations(watch);
        Watch activity = temporal.newActivityStub(Watch.class);
        thread = Thread.ofPlatform().start(() -> watchUntilCancelled(activity, cluster));
    }

    private static void watchUntilCancelled(Watch activity, ClusterView cluster) {
        try {
            activity.watch(new WatchGroup(List.of(cluster)));
        } catch (TemporalFailure | ActivityCanceledException e) {
            System.out.println("the watch ended: " + e.getClass().getSimpleName());
        }
    }

    /** Waits for this verdict on the nodes in their order, and returns when the wait began. */
    long await(Health... expected) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            Verdict verdict = told.poll(20, TimeUnit.SECONDS);
            if (verdict == null) {
                throw new IllegalStateException("the watch did not come to " + List.of(expected));
            }
            System.out.println("    told: "
                    + verdict.findings().stream()
                            .map(f -> f.node() + " " + f.health() + " (" + f.evidence() + ")")
                            .toList());
            if (verdict.findings().stream().map(Finding::health).toList().equals(List.of(expected))) {
                return began;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        temporal.requestCancelActivity();
        thread.join(10_000);
        watch.close();
        temporal.close();
    }
}
