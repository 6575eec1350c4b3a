package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.MachineStatus;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A cluster gets more machines than it was made with, and gives them back. */
interface Growth extends Kit {

    @Test
    default void aNetworkThatGrowsAndShrinksLeavesItsFirstMachineAlone() {
        Tenant tenant = tenant(1);
        try (tenant) {
            Rented first = tenant.rent(1);
            Tenant.Visit one = tenant.visit(first);
            grow(tenant);
            Rented second = tenant.rent(2);
            Tenant.Visit two = tenant.visit(second);
            assertThat(second.address().ip()).isNotEqualTo(first.address().ip());
            assertThat(one.reaches(second.address())).isTrue();
            assertThat(two.reaches(first.address())).isTrue();
            shrink(tenant, second);
            assertThat(tenant.belongings().stream()
                            .map(Leftover::label)
                            .filter(Objects::nonNull)
                            .map(Label::node))
                    .as("what belongs to a node, of %s", tenant.belongings())
                    .containsOnly("n1");
            assertThat(one.answers()).isTrue();
            assertThat(Insist.get(() -> machines().status(first.machine().label())))
                    .isEqualTo(MachineStatus.RUNNING);
            assertThat(machines().reserveAddress(tenant.addressOrder(1))).isEqualTo(first.address());
        }
        assertThat(tenant.belongings()).isEmpty();
    }

    @Test
    default void whatWasGivenBackCanBeHadAgain() {
        Tenant tenant = tenant(1);
        try (tenant) {
            tenant.rent(1);
            grow(tenant);
            shrink(tenant, tenant.rent(2));
            grow(tenant);
            Tenant.Visit again = tenant.visit(tenant.rent(2));
            assertThat(again.sh("blkid -p /dev/steward-data || echo blank")).isEqualTo("blank");
        }
        assertThat(tenant.belongings()).isEmpty();
    }

    /** Ordered twice, as after an answer that was lost. */
    private void grow(Tenant tenant) {
        Insist.on(() -> machines().createNetwork(tenant.network(3)));
        Insist.on(() -> machines().createNetwork(tenant.network(3)));
    }

    private void shrink(Tenant tenant, Rented second) {
        for (int time = 1; time <= 2; time++) {
            Insist.on(() -> machines().destroy(second.machine().label()));
            Insist.on(() -> machines().deleteDisk(second.disk().label()));
            Insist.on(() -> machines().releaseAddress(second.machine().label()));
            Insist.on(() -> machines().createNetwork(tenant.network(1)));
        }
    }
}
