package dev.steward.lifecycle;

import io.temporal.workflow.Functions;
import io.temporal.workflow.Saga;
import io.temporal.workflow.Workflow;

/**
 * What has to be undone if the work fails. An undo is registered before its act, since an act whose answer was lost may
 * have happened; it is run in the opposite order, and also when the work was cancelled.
 */
final class Undo {

    private final Saga saga = new Saga(new Saga.Options.Builder()
            .setParallelCompensation(false)
            .setContinueWithError(true)
            .build());

    void before(Functions.Proc act, Functions.Proc undo) {
        saga.addCompensation(undo);
        act.apply();
    }

    <R> R before(Functions.Func<R> act, Functions.Proc undo) {
        saga.addCompensation(undo);
        return act.apply();
    }

    void run() {
        Workflow.newDetachedCancellationScope(saga::compensate).run();
    }
}
