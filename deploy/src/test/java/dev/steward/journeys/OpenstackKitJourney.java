package dev.steward.journeys;

import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.MachinesKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** OpenStack passes the kit, on OpenStack's own services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenstackKitJourney implements MachinesKit {

    private final Landlord landlord = new OpenstackLandlord();

    @Override
    public Landlord landlord() {
        return landlord;
    }

    @AfterAll
    void close() {
        landlord.close();
    }
}
