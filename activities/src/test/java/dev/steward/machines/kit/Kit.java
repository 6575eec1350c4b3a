package dev.steward.machines.kit;

import dev.steward.machines.Machines;
import org.junit.jupiter.api.Assumptions;

/** What all chapters of the kit begin with. */
interface Kit {

    Landlord landlord();

    default Machines machines() {
        return landlord().machines();
    }

    default Tenant tenant(int nodes) {
        return new Tenant(landlord(), nodes);
    }

    /** Goes on only where this can happen. */
    default void supposing(Fault fault) {
        landlord().spared(fault).ifPresent(why -> Assumptions.abort(fault + " can't happen here: " + why));
    }
}
