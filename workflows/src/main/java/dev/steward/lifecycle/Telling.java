package dev.steward.lifecycle;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.SignalExternalWorkflowException;

/** Signals to workflows that may not be there any more. */
final class Telling {

    private Telling() {}

    /**
     * Sends it.
     *
     * @return whether there is somebody who has got it
     */
    static boolean reaches(Functions.Proc signal) {
        try {
            signal.apply();
            return true;
        } catch (SignalExternalWorkflowException | ApplicationFailure e) { // it depends on the server which
            return false;
        }
    }
}
