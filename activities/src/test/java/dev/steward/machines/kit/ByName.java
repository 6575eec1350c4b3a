package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.HostKey;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything is known by its name, however often and whenever it is asked for. */
interface ByName extends Kit {

    @Test
    default void whatIsOrderedTwiceIsThereOnce() {
        try (Tenant tenant = tenant(1)) {
            machines().createNetwork(tenant.network(1));
            Rented first = tenant.rent(1);
            assertThat(machines().reserveAddress(tenant.addressOrder(1))).isEqualTo(first.address());
            assertThat(machines().createDisk(tenant.diskOrder(1))).isEqualTo(first.disk());
            assertThat(machines()
                            .start(tenant.machineOrder(
                                    first.machine().label(), first.address(), first.disk(), first.bornWith())))
                    .isEqualTo(first.machine());
            assertNothingTwice(tenant);
            tenant.visit(first);
        }
    }

    @Test
    default void whatIsOrderedTwiceAtTheSameTimeIsThereOnce() {
        try (Tenant tenant = tenant(1)) {
            twice(() -> {
                machines().createNetwork(tenant.network(1));
                return 0;
            });
            Address address = twice(() -> machines().reserveAddress(tenant.addressOrder(1)));
            Disk disk = twice(() -> machines().createDisk(tenant.diskOrder(1)));
            HostKey key = tenant.hostKey();
            Machine machine = twice(() -> machines().start(tenant.machineOrder(tenant.label(1), address, disk, key)));
            assertNothingTwice(tenant);
            tenant.visit(new Rented(address, disk, machine, key));
        }
    }

    @Test
    default void whatWasOrderedWithoutAnAnswerIsFoundAgain() {
        supposing(Fault.ANSWER_LOST);
        try (Tenant tenant = tenant(1)) {
            Address address = unanswered(() -> machines().reserveAddress(tenant.addressOrder(1)));
            Disk disk = unanswered(() -> machines().createDisk(tenant.diskOrder(1)));
            HostKey key = tenant.hostKey();
            Machine machine =
                    unanswered(() -> machines().start(tenant.machineOrder(tenant.label(1), address, disk, key)));
            unanswered(() -> {
                machines().createNetwork(tenant.network(1));
                return 0;
            });
            assertNothingTwice(tenant);
            tenant.visit(new Rented(address, disk, machine, key));
        }
    }

    @Test
    default void aNetworkOrderedWithoutAnAnswerIsFoundAgain() {
        supposing(Fault.ANSWER_LOST);
        Landlord.Relief relief = landlord().strike(Fault.ANSWER_LOST);
        try (Tenant tenant = tenant(1)) {
            relief.close();
            assertNothingTwice(tenant);
            assertThat(machines().reserveAddress(tenant.addressOrder(1)).ip()).isNotBlank();
        } finally {
            relief.close();
        }
    }

    @Test
    default void givingBackWhatDoesNotExistSucceeds() {
        Tenant tenant = tenant(1);
        tenant.close();
        assertThatCode(() -> {
                    machines().powerOff(tenant.label(1));
                    machines().destroy(tenant.label(1));
                    machines().deleteDisk(tenant.label(1));
                    machines().releaseAddress(tenant.label(1));
                    machines().deleteNetwork(tenant.owner());
                })
                .doesNotThrowAnyException();
        assertThat(machines().status(tenant.label(1))).isEqualTo(MachineStatus.ABSENT);
    }

    @Test
    default void whatIsGivenBackTwiceAtTheSameTimeIsGone() {
        Tenant tenant = tenant(1);
        Rented rented = tenant.rent(1);
        twice(() -> {
            machines().destroy(rented.machine().label());
            return 0;
        });
        twice(() -> {
            machines().deleteDisk(tenant.label(1));
            return 0;
        });
        twice(() -> {
            machines().releaseAddress(tenant.label(1));
            return 0;
        });
        twice(() -> {
            machines().deleteNetwork(tenant.owner());
            return 0;
        });
        assertThat(tenant.belongings()).isEmpty();
    }

    /** One of each kind, for a tenant of one node. */
    private static void assertNothingTwice(Tenant tenant) {
        List<Leftover> all = tenant.belongings();
        assertThat(all).isNotEmpty();
        assertThat(all.stream().map(Leftover::kind)).as("kinds of %s", all).doesNotHaveDuplicates();
    }

    private <R> R unanswered(Supplier<R> order) {
        try (Landlord.Relief relief = landlord().strike(Fault.ANSWER_LOST)) {
            return Insist.get(order);
        }
    }

    /** The same from both. */
    private static <R> R twice(Supplier<R> act) {
        List<CompletableFuture<R>> both = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> Insist.get(act), task -> {
                    Thread.ofVirtual().start(task);
                }))
                .toList();
        R first = both.getFirst().join();
        assertThat(both.getLast().join()).isEqualTo(first);
        return first;
    }
}
