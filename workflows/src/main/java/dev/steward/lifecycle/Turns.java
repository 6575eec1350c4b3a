package dev.steward.lifecycle;

import io.temporal.activity.ActivityInterface;

/** Who may repair a machine now. Served on {@code <infrastructure>/<engine>}. */
@ActivityInterface(namePrefix = "Turns.")
public interface Turns {

    /**
     * Asks for a turn; when it has come, the workflow that asked is signalled {@link RecoverWorkflow#yourTurn}. Asking
     * again changes nothing.
     *
     * @param infrastructure where the machine is
     * @param workflow the id of the workflow that asks
     */
    void ask(String infrastructure, String workflow);
}
