package dev.steward.broker.clusters;

import dev.steward.cluster.ClusterId;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowUpdateHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clusters are to do. Orders are taken one at a time for each cluster, as they come, within the time that an order may
 * take to be taken, the wait for its turn included; what comes of them is waited for beside others.
 */
final class Orders {

    private final Asking asking;
    private final Patience patience;
    private final BooleanSupplier temporalIsThere;
    private final OneAtATime queues = new OneAtATime();

    Orders(Asking asking, Patience patience, BooleanSupplier temporalIsThere) {
        this.asking = asking;
        this.patience = patience;
        this.temporalIsThere = temporalIsThere;
    }

    /** A time in which nobody else orders anything of the same cluster. */
    final class Turn {

        private final long end;

        private Turn(long end) {
            this.end = end;
        }

        /** Has an order taken. */
        <T extends @Nullable Object> Answer<WorkflowUpdateHandle<T>> take(Supplier<WorkflowUpdateHandle<T>> order) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            boolean isLong = left.compareTo(patience.answer()) > 0;
            return asking.within(isLong && !temporalIsThere.getAsBoolean() ? patience.answer() : left, order);
        }

        /** Has an order carried out that is done as soon as it is taken. */
        <T> Answer<T> done(Supplier<WorkflowUpdateHandle<T>> order) {
            long limit = patience.answer().toMillis();
            return take(order)
                    .then(taken ->
                            asking.within(patience.answer(), () -> taken.getResult(limit, TimeUnit.MILLISECONDS)));
        }
    }

    /** Does something when it is this one's turn; when that does not come in time, it can be asked for again. */
    <T> Answer<T> inTurn(ClusterId cluster, Function<Turn, Answer<T>> act) {
        Turn turn = new Turn(System.nanoTime() + patience.order().toNanos());
        return queues.of(cluster, patience.order(), () -> act.apply(turn))
                .orElseGet(() -> new Answer.Failed<>(
                        Trouble.unavailable(Asking.NOT_NOW, "other orders of this instance were not taken in time")));
    }

    /**
     * Has something done to a cluster that a platform waits for.
     *
     * @param patient whether the platform can ask again: then it is not waited for long, and the answer may be empty
     */
    <T extends @Nullable Object, R> Answer<Optional<R>> waited(
            ClusterId cluster, Supplier<WorkflowUpdateHandle<T>> order, Function<T, R> told, boolean patient) {
        return inTurn(cluster, turn -> turn.take(order))
                .then(taken -> asking.within(
                        patience.completion(),
                        () -> patient
                                ? shortly(taken, told)
                                : Optional.of(told.apply(
                                        taken.getResult(patience.completion().toMillis(), TimeUnit.MILLISECONDS)))));
    }

    private <T extends @Nullable Object, R> Optional<R> shortly(WorkflowUpdateHandle<T> taken, Function<T, R> told) {
        CompletableFuture<T> result = taken.getResultAsync();
        try {
            return Optional.of(told.apply(result.get(patience.patient().toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
