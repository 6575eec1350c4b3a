package dev.steward.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats for activities while they run, so that one of a worker that died is soon done by another, and interrupts
 * one that was cancelled.
 */
final class Heartbeats extends WorkerInterceptorBase {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeats").factory());

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Beating(next);
    }

    private final class Beating extends ActivityInboundCallsInterceptorBase {

        private final AtomicReference<@Nullable ActivityExecutionContext> context = new AtomicReference<>();

        Beating(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext activity) {
            context.set(activity);
            super.init(activity);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            ActivityExecutionContext activity = Objects.requireNonNull(context.get(), "init comes first");
            Duration timeout = activity.getInfo().getHeartbeatTimeout();
            if (activity.getInfo().isLocal() || timeout == null || timeout.isZero()) {
                return super.execute(input);
            }
            Thread worker = Thread.currentThread();
            AtomicReference<@Nullable ActivityCompletionException> ended = new AtomicReference<>();
            ScheduledFuture<?> beat = clock.scheduleAtFixedRate(
                    () -> beat(activity, worker, ended),
                    INTERVAL.toMillis(),
                    INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return super.execute(input);
            } catch (RuntimeException e) {
                ActivityCompletionException told = ended.get();
                throw told == null ? e : told;
            } finally {
                beat.cancel(false);
            }
        }

        private void beat(
                ActivityExecutionContext activity,
                Thread worker,
                AtomicReference<@Nullable ActivityCompletionException> ended) {
            try {
                activity.heartbeat("");
            } catch (ActivityCompletionException e) {
                if (ended.compareAndSet(null, e)) {
                    worker.interrupt();
                }
            }
        }
    }
}
