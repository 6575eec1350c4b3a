package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Prerequisite;
import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.MachinesKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** OpenStack passes the kit, on OpenStack's own services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenstackKitJourney implements MachinesKit {

    private final OpenstackLandlord landlord = new OpenstackLandlord();

    @Override
    public Landlord landlord() {
        return landlord;
    }

    @Test
    void anApplicationCredentialOfAMemberLetsUsDoEverything() {
        assertThat(landlord.byApplicationCredential().inspect()).isNotEmpty().allMatch(Prerequisite::isMet);
    }

    @AfterAll
    void close() {
        landlord.close();
    }
}
