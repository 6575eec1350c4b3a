package dev.steward.lifecycle;

import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Who has a claim on what is rented, and what nobody has one on. Served on {@code <infrastructure>}. */
@ActivityInterface(namePrefix = "Claims.")
public interface Claims {

    /**
     * What is rented in the name of clusters whose workflow does not run. A cluster's workflow runs before anything is
     * rented for it and until all is given back, so what is found was lost: by an infrastructure that carried an order
     * out after it was given up, or by somebody who ended a workflow.
     *
     * @return at most 1000 things
     * @throws io.temporal.failure.ApplicationFailure what the infrastructure says
     */
    List<Leftover> unclaimed();

    /** Whether the workflow of this cluster runs. What can't be told is an error, and never a death. */
    boolean lives(Owner cluster);
}
