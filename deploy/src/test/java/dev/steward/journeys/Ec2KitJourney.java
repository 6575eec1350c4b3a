package dev.steward.journeys;

import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.MachinesKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** EC2 passes the kit, in its lab. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ec2KitJourney implements MachinesKit {

    private final Ec2Lab lab = new Ec2Lab();
    private final Landlord landlord = new Ec2Landlord(lab);

    @Override
    public Landlord landlord() {
        return landlord;
    }

    @AfterAll
    void close() {
        landlord.close();
        lab.close();
    }
}
