package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.trouble.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Errors are told apart by what trying again can do about them, and what failed leaves nothing behind. */
interface Misfortunes extends Kit {

    Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    default void noRoomForAMachineIsNoCapacity() {
        assertMachineFailsWith(Fault.NO_CAPACITY, Trouble.Kind.NO_CAPACITY);
    }

    @Test
    default void aQuotaThatIsUsedUpIsNoCapacity() {
        assertMachineFailsWith(Fault.QUOTA, Trouble.Kind.NO_CAPACITY);
    }

    @Test
    default void anImageThatIsMissingWaitsForAnOperator() {
        assertMachineFailsWith(Fault.IMAGE_MISSING, Trouble.Kind.MISCONFIGURED);
    }

    @Test
    default void tooManyCallsAreMadeAgainMoreSlowly() {
        supposing(Fault.THROTTLED);
        try (Tenant tenant = tenant(1);
                Landlord.Relief relief = landlord().strike(Fault.THROTTLED)) {
            assertThat(machines().createDisk(tenant.diskOrder(1)).gib()).isEqualTo(1);
        }
    }

    @Test
    default void credentialsThatExpireWaitForAnOperatorAndAreTakenUpWhenTheyAreGoodAgain() {
        supposing(Fault.CREDENTIALS_EXPIRED);
        try (Tenant tenant = tenant(1)) {
            try (Landlord.Relief relief = landlord().strike(Fault.CREDENTIALS_EXPIRED)) {
                Trouble trouble = Insist.troubleOf(() -> machines().createDisk(tenant.diskOrder(1)));
                assertThat(trouble.kind()).as(trouble.forOperator()).isEqualTo(Trouble.Kind.MISCONFIGURED);
                assertThat(trouble.forUser()).isNotBlank();
            }
            assertThat(machines().createDisk(tenant.diskOrder(1)).gib()).isEqualTo(1);
        }
    }

    @Test
    default void anApiThatHangsIsGivenUpInTime() {
        supposing(Fault.HANGS);
        try (Tenant tenant = tenant(1)) {
            Instant began = Instant.now();
            try (Landlord.Relief relief = landlord().strike(Fault.HANGS)) {
                assertUnavailable(tenant);
            }
            assertThat(Duration.between(began, Instant.now())).isLessThan(PATIENCE);
            assertThat(Insist.get(() -> machines().createDisk(tenant.diskOrder(1)))
                            .gib())
                    .isEqualTo(1);
        }
    }

    @Test
    default void anApiThatFailsIsUnavailableUntilItIsWell() {
        supposing(Fault.BROKEN);
        try (Tenant tenant = tenant(1)) {
            try (Landlord.Relief relief = landlord().strike(Fault.BROKEN)) {
                assertUnavailable(tenant);
            }
            assertThat(machines().createDisk(tenant.diskOrder(1)).gib()).isEqualTo(1);
        }
    }

    @Test
    default void aMachineThatComesAfterItsOrderWasGivenUpIsNotLeftOver() {
        supposing(Fault.LATE);
        Tenant tenant = tenant(1);
        Address address = Insist.get(() -> machines().reserveAddress(tenant.addressOrder(1)));
        Disk disk = Insist.get(() -> machines().createDisk(tenant.diskOrder(1)));
        int before = tenant.belongings().size();
        try (Landlord.Relief relief = landlord().strike(Fault.LATE)) {
            Trouble trouble = Insist.troubleOf(
                    () -> machines().start(tenant.machineOrder(tenant.label(1), address, disk, tenant.hostKey())));
            assertThat(trouble.kind()).as(trouble.forOperator()).isEqualTo(Trouble.Kind.UNAVAILABLE);
            machines().destroy(tenant.label(1));
            assertThat(tenant.belongings()).as("there is no machine yet").hasSize(before);
            Insist.until("the machine comes", () -> tenant.belongings().size() > before);
        }
        Insist.on(() -> machines().deleteDisk(tenant.label(1)));
        Insist.on(() -> machines().releaseAddress(tenant.label(1)));
        Insist.on(() -> machines().deleteNetwork(tenant.owner()));
        assertThat(tenant.belongings()).isEmpty();
    }

    private void assertUnavailable(Tenant tenant) {
        Trouble trouble = Insist.troubleOf(() -> machines().createDisk(tenant.diskOrder(1)));
        assertThat(trouble.kind()).as(trouble.forOperator()).isEqualTo(Trouble.Kind.UNAVAILABLE);
        assertThat(trouble.forUser()).isNotBlank();
    }

    private void assertMachineFailsWith(Fault fault, Trouble.Kind kind) {
        supposing(fault);
        try (Tenant tenant = tenant(1)) {
            Address address = Insist.get(() -> machines().reserveAddress(tenant.addressOrder(1)));
            Disk disk = Insist.get(() -> machines().createDisk(tenant.diskOrder(1)));
            int before = tenant.belongings().size();
            try (Landlord.Relief relief = landlord().strike(fault)) {
                Trouble trouble = Insist.troubleOf(
                        () -> machines().start(tenant.machineOrder(tenant.label(1), address, disk, tenant.hostKey())));
                assertThat(trouble.kind()).as(trouble.forOperator()).isEqualTo(kind);
                assertThat(trouble.forUser())
                        .isNotBlank()
                        .doesNotContain(tenant.owner().cluster());
            }
            assertThat(tenant.belongings()).as("what a failed start leaves").hasSize(before);
            tenant.visit(tenant.start(tenant.label(1), address, disk));
        }
    }
}
