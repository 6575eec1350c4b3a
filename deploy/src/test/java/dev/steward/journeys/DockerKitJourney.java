package dev.steward.journeys;

import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.MachinesKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Docker passes the kit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerKitJourney implements MachinesKit {

    private final Landlord landlord = new DockerLandlord();

    @Override
    public Landlord landlord() {
        return landlord;
    }

    @AfterAll
    void close() {
        landlord.close();
    }
}
