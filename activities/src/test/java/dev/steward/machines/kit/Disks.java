package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

/** Disks outlive machines, and nothing but their deletion ends them. */
interface Disks extends Kit {

    String MOUNT = "mkdir -p /mnt/data && mount /dev/steward-data /mnt/data";

    @Test
    default void aReplacementHasTheAddressAndTheDataOfTheMachineBefore() {
        try (Tenant tenant = tenant(1)) {
            Rented first = tenant.rent(1);
            keep(tenant.visit(first), "kept");
            Rented second = tenant.replace(first);
            assertThat(second.address()).isEqualTo(first.address());
            assertThat(second.machine().label()).isNotEqualTo(first.machine().label());
            assertThat(tenant.visit(second).sh(MOUNT + " && cat /mnt/data/file"))
                    .isEqualTo("kept");
        }
    }

    @Test
    default void aMachineThatIsGivenBackAndOrderedAgainHasItsDiskAgain() {
        try (Tenant tenant = tenant(1)) {
            Rented first = tenant.rent(1);
            keep(tenant.visit(first), "kept");
            Insist.on(() -> machines().destroy(first.machine().label()));
            Rented again = tenant.start(first.machine().label(), first.address(), first.disk());
            assertThat(tenant.visit(again).sh(MOUNT + " && cat /mnt/data/file")).isEqualTo("kept");
        }
    }

    @Test
    default void aNewDiskIsEmptyAndAsLargeAsOrdered() {
        try (Tenant tenant = tenant(1)) {
            Tenant.Visit visit = tenant.visit(tenant.rent(1));
            assertThat(visit.sh("blockdev --getsize64 /dev/steward-data")).isEqualTo(Long.toString(1L << 30));
            assertThat(visit.sh("head -c 1M /dev/steward-data | tr -d '\\0' | wc -c"))
                    .isEqualTo("0");
        }
    }

    @Test
    default void aDiskInUseIsNotDeleted() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            Tenant.Visit visit = tenant.visit(rented);
            keep(visit, "in use");
            assertThatThrownBy(() -> machines().deleteDisk(rented.disk().label()))
                    .isInstanceOf(ApplicationFailure.class);
            assertThat(visit.sh(MOUNT + " && cat /mnt/data/file")).isEqualTo("in use");
        }
    }

    @Test
    default void aNodeCanHaveANewDiskBesideItsOldOne() {
        try (Tenant tenant = tenant(1)) {
            Rented first = tenant.rent(1);
            keep(tenant.visit(first), "old");
            Label next = first.disk().label().next();
            Disk disk = Insist.get(() -> machines().createDisk(new DiskOrder(next, 1)));
            assertThat(disk).isNotEqualTo(first.disk());
            Rented second = tenant.replace(new Rented(first.address(), disk, first.machine(), first.bornWith()));
            assertThat(tenant.visit(second).sh("blkid -p /dev/steward-data || echo blank"))
                    .isEqualTo("blank");
            Insist.on(() -> machines().deleteDisk(first.disk().label()));
        }
    }

    private static void keep(Tenant.Visit visit, String text) {
        visit.sh("mkfs.ext4 -q /dev/steward-data && " + MOUNT + " && echo '" + text
                + "' >/mnt/data/file && sync && umount /mnt/data");
    }
}
