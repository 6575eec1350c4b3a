package dev.steward.lifecycle;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Things done at the same time. */
final class Together {

    private Together() {}

    /**
     * Does it for each. All have ended when this returns, and also when it throws because one has failed or because it
     * was cancelled: nothing done here can happen after it was undone.
     *
     * @return the results, in the order of the items
     */
    static <T, R> List<R> forEach(List<T> items, Function<T, R> act) {
        List<Promise<R>> running = items.stream()
                .map(item -> Async.function(() -> act.apply(item)))
                .toList();
        awaitEnd(running);
        return running.stream().map(Promise::get).toList();
    }

    static <T> void doForEach(List<T> items, Functions.Proc1<T> act) {
        List<Promise<Void>> running = items.stream()
                .map(item -> Async.procedure(() -> act.apply(item)))
                .toList();
        awaitEnd(running);
        running.forEach(Promise::get);
    }

    /** All of these have ended when it returns, however they ended. */
    static void awaitEnd(List<? extends Promise<?>> running) {
        awaitAlsoWhenCancelled(() -> running.stream().allMatch(Promise::isCompleted));
    }

    /** A cancellation reaches those who do it; here their end has to be waited for all the same. */
    private static void awaitAlsoWhenCancelled(Supplier<Boolean> ended) {
        try {
            Workflow.await(ended);
        } catch (CanceledFailure e) {
            Workflow.newDetachedCancellationScope(() -> Workflow.await(ended)).run();
            throw e;
        }
    }
}
