package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What was rented is found by its tag, whoever forgot it. */
interface Leftovers extends Kit {

    @Test
    default void everythingIsFoundByItsTagUntilItIsGivenBack() {
        Tenant tenant = tenant(1);
        try (tenant) {
            assertThat(tenant.belongings()).as("a network").isNotEmpty();
            Rented rented = tenant.rent(1);
            int all = tenant.belongings().size();
            assertThat(tenant.belongings().stream().map(Leftover::kind))
                    .as("at least network, disk and machine")
                    .hasSizeGreaterThanOrEqualTo(3);
            Insist.on(() -> machines().destroy(rented.machine().label()));
            assertThat(tenant.belongings()).as("without its machine").hasSize(all - 1);
            Insist.on(() -> machines().deleteDisk(rented.disk().label()));
            assertThat(tenant.belongings()).as("without its disk").hasSize(all - 2);
        }
        assertThat(tenant.belongings()).isEmpty();
    }

    @Test
    default void whatIsFoundIsGivenBackByWhatIsToldOfIt() {
        Tenant tenant = tenant(1);
        tenant.visit(tenant.rent(1));
        List<Label> labels = tenant.belongings().stream()
                .map(Leftover::label)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        labels.forEach(label -> Insist.on(() -> machines().destroy(label)));
        labels.forEach(label -> Insist.on(() -> machines().deleteDisk(label)));
        labels.forEach(label -> Insist.on(() -> machines().releaseAddress(label)));
        Insist.on(() -> machines().deleteNetwork(tenant.owner()));
        assertThat(tenant.belongings()).isEmpty();
    }

    @Test
    default void whateverATenantIsCalledHeGivesBackWhatIsHis() {
        try (Tenant other = tenant(1)) {
            Insist.get(() -> machines().reserveAddress(other.addressOrder(1)));
            int all = other.belongings().size();
            try (Tenant greedy = new Tenant(landlord(), 1, "kit-*")) {
                Insist.get(() -> machines().reserveAddress(greedy.addressOrder(1)));
            }
            assertThat(other.belongings()).hasSize(all);
        }
    }

    @Test
    default void whatBelongsToAnotherInstallationIsNotSeen() {
        try (Tenant tenant = tenant(1)) {
            Insist.get(() -> machines().createDisk(tenant.diskOrder(1)));
            assertThat(landlord().seenByAnother().leftovers().stream()
                            .filter(l -> l.owner().equals(tenant.owner())))
                    .isEmpty();
            assertThat(tenant.belongings()).isNotEmpty();
        }
    }
}
