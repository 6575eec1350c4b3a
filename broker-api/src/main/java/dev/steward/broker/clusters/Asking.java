package dev.steward.broker.clusters;

import dev.steward.lifecycle.Refusal;
import dev.steward.trouble.Trouble;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryConditionallyRejectedException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.serviceclient.StatusUtils;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Calls of Temporal with a deadline, and what their failures mean. */
final class Asking implements AutoCloseable {

    static final String NOT_NOW = "Steward can't answer at the moment; the same request can be made again shortly.";

    private static final int TRIALS = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    /**
     * Calls Temporal.
     *
     * @param limit for all calls that are made on this thread, retries included
     */
    <T> Answer<T> within(Duration limit, Supplier<T> calls) {
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, deadlines);
        Context before = context.attach();
        try {
            return new Answer.Given<>(patiently(calls));
        } catch (WorkflowException | StatusRuntimeException | DataConverterException | PayloadCodecException e) {
            return meaning(e);
        } finally {
            context.detach(before);
            context.cancel(null);
        }
    }

    /**
     * After a time in which nothing happened, Temporal says that nobody is there also when more is asked at once than
     * workers poll for: they are back in a moment.
     */
    private static <T> T patiently(Supplier<T> calls) {
        for (int left = TRIALS; ; left--) {
            try {
                return calls.get();
            } catch (WorkflowServiceException e) {
                if (left == 0 || !saysThatNobodyPolls(e)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean saysThatNobodyPolls(WorkflowServiceException e) {
        return e.getCause() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.FAILED_PRECONDITION
                && String.valueOf(status.getStatus().getDescription()).startsWith("no poller seen");
    }

    private static <T> Answer<T> meaning(RuntimeException e) {
        var refused = Refusal.in(e);
        if (refused.isPresent()) {
            return new Answer.Refused<>(refused.get().refusal(), refused.get().sentence());
        }
        return switch (e) {
            case WorkflowUpdateException failed -> new Answer.Failed<>(Trouble.of(failed));
            case WorkflowQueryConditionallyRejectedException closed
            when closed.getWorkflowExecutionStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED ->
                new Answer.Deleted<>();
            case WorkflowQueryConditionallyRejectedException closed -> new Answer.Unknown<>();
            case WorkflowNotFoundException missing when !isNamespaceMissing(missing) -> new Answer.Unknown<>();
            case DataConverterException unreadable -> new Answer.Failed<>(Trouble.misconfigured(NOT_NOW, chain(e)));
            case PayloadCodecException unreadable -> new Answer.Failed<>(Trouble.misconfigured(NOT_NOW, chain(e)));
            default -> new Answer.Failed<>(Trouble.unavailable(NOT_NOW, chain(e)));
        };
    }

    /** Temporal says NOT_FOUND of a namespace too; that must never read as: the instance is gone. */
    private static boolean isNamespaceMissing(WorkflowNotFoundException e) {
        return e.getCause() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.NOT_FOUND
                && StatusUtils.hasFailure(status, NamespaceNotFoundFailure.class);
    }

    /** The evidence for the operator, down to the cause that says why. */
    private static String chain(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : e + ", because " + chain(cause);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
