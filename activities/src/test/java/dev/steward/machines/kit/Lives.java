package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Label;
import dev.steward.machines.MachineStatus;
import dev.steward.remote.SshHosts;
import dev.steward.trouble.Trouble;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Machines boot, die, freeze, are switched off for certain and come back. */
interface Lives extends Kit {

    @Test
    default void aMachineIsKnownByTheKeyItWasBornWithAndByNoOther() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            tenant.visit(rented);
            Trouble trouble =
                    Insist.troubleOf(() -> new SshHosts(landlord().ssh()).adopt(rented.address(), tenant.hostKey()));
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.IMPOSSIBLE);
        }
    }

    @Test
    default void aMachineIsSwitchedOffForCertain() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            Tenant.Visit visit = tenant.visit(rented);
            Insist.on(() -> machines().powerOff(rented.machine().label()));
            assertThat(visit.answers()).isFalse();
            assertThat(status(rented)).isEqualTo(MachineStatus.STOPPED);
            Insist.on(() -> machines().powerOff(rented.machine().label()));
        }
    }

    @Test
    default void aMachineThatIsRebootedComesBackAsItself() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            Tenant.Visit visit = tenant.visit(rented);
            visit.sh("touch /run/this-boot /root/this-machine");
            Insist.on(() -> machines().reboot(rented.machine().label()));
            visit.awaitAnswer();
            assertThat(visit.sh("ls /run/this-boot /root/this-machine 2>/dev/null || true"))
                    .isEqualTo("/root/this-machine");
            Insist.until(
                    "the disk by its name after a reboot",
                    () -> visit.sh("[ -b /dev/steward-data ] && echo there || echo absent")
                            .equals("there"));
        }
    }

    @Test
    default void aMachineThatDiedIsNotSaidToRunAndCanBeRebooted() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            Tenant.Visit visit = tenant.visit(rented);
            landlord().strike(Accident.DIES, rented);
            Insist.until("the death is noticed", () -> status(rented) != MachineStatus.RUNNING);
            assertThat(status(rented)).isIn(MachineStatus.STOPPED, MachineStatus.FROZEN);
            rebootAfterPowerOff(rented.machine().label());
            visit.awaitAnswer();
            Insist.until("it is said to run", () -> status(rented) == MachineStatus.RUNNING);
        }
    }

    @Test
    default void aFrozenMachineIsSwitchedOffWithoutWakingUp() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            Tenant.Visit visit = tenant.visit(rented);
            visit.sh("mkfs.ext4 -q /dev/steward-data && mkdir -p /mnt/data && mount /dev/steward-data /mnt/data");
            visit.sh("nohup bash -c 'while date +%s >>/mnt/data/beats; do sync -f /mnt/data; sleep 0.2; done'"
                    + " >/dev/null 2>&1 &");
            landlord().strike(Accident.FREEZES, rented);
            long frozen = Instant.now().getEpochSecond();
            Insist.until("the freeze is noticed", () -> status(rented) == MachineStatus.FROZEN);
            Insist.until("time passes", () -> Instant.now().getEpochSecond() > frozen + 3);
            Insist.on(() -> machines().powerOff(rented.machine().label()));
            assertThat(status(rented)).isEqualTo(MachineStatus.STOPPED);
            Tenant.Visit next = tenant.visit(tenant.replace(rented));
            String later = next.sh("mkdir -p /mnt/data && mount /dev/steward-data /mnt/data" + " && awk '$1 > "
                    + (frozen + 1) + "' /mnt/data/beats");
            assertThat(later.lines().count())
                    .as("signs of life after the freeze: one, if it is thawed for the blink in which it dies")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    default void aMachineThatWasGivenBackIsAbsent() {
        try (Tenant tenant = tenant(1)) {
            Rented rented = tenant.rent(1);
            Insist.on(() -> machines().destroy(rented.machine().label()));
            assertThat(status(rented)).isEqualTo(MachineStatus.ABSENT);
        }
    }

    private void rebootAfterPowerOff(Label machine) {
        Insist.on(() -> machines().powerOff(machine));
        Insist.on(() -> machines().reboot(machine));
    }

    private MachineStatus status(Rented rented) {
        return Insist.get(() -> machines().status(rented.machine().label()));
    }
}
