package dev.steward.lifecycle;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Things done at the same time. */
final class Together {

    private Together() {}

    /**
     * Does it for each. When one fails the others are cancelled; in any case all have ended when this returns, so that
     * nothing done here can happen after it was undone.
     *
     * @return the results, in the order of the items
     */
    static <T, R> List<R> forEach(List<T> items, Function<T, R> act) {
        List<Promise<R>> running = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            for (T item : items) {
                running.add(Async.function(() -> act.apply(item)));
            }
        });
        scope.run();
        for (Promise<R> promise : running) {
            promise.handle((result, failure) -> {
                if (failure != null) {
                    failures.add(failure);
                    scope.cancel("another of those that belong together failed");
                }
                return 0;
            });
        }
        awaitUncancelled(() -> running.stream().allMatch(Promise::isCompleted));
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        CancellationScope.throwCanceled();
        return running.stream().map(Promise::get).toList();
    }

    static <T> void doForEach(List<T> items, Functions.Proc1<T> act) {
        List<Integer> done = forEach(items, item -> {
            act.apply(item);
            return 1;
        });
        assert done.size() == items.size();
    }

    /** A cancellation reaches those who do it; here it only has to be waited for. */
    private static void awaitUncancelled(java.util.function.Supplier<Boolean> ended) {
        try {
            Workflow.await(ended);
        } catch (CanceledFailure e) {
            Workflow.newDetachedCancellationScope(() -> Workflow.await(ended)).run();
        }
    }
}
