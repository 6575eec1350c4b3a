package dev.steward.machines.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Address;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A cluster's network is its own. */
interface Neighbours extends Kit {

    int SERVICE = 5433;

    @Test
    default void membersOfAClusterReachEachOtherAndNobodyElses() {
        try (Tenant ours = tenant(2);
                Tenant others = tenant(1)) {
            Rented one = ours.rent(1);
            Rented two = ours.rent(2);
            Rented foreign = others.rent(1);
            Tenant.Visit atOne = ours.visit(one);
            Tenant.Visit atTwo = ours.visit(two);
            Tenant.Visit atForeign = others.visit(foreign);

            assertThat(atOne.reaches(two.address())).isTrue();
            assertThat(atTwo.reaches(one.address())).isTrue();
            assertThat(atForeign.reaches(one.address())).isFalse();
            assertThat(atOne.reaches(foreign.address())).isFalse();
            assertThat(atForeign.reaches(foreign.address())).isTrue();
        }
    }

    @Test
    default void clientsAreThoseWhomTheOrderNamesAndCanBeChanged() {
        Assumptions.assumeFalse(landlord().clients().isEmpty(), "it has no filters for clients");
        try (Tenant ours = tenant(1);
                Tenant others = tenant(1)) {
            Rented server = ours.rent(1);
            Rented client = others.rent(1);
            Tenant.Visit atServer = ours.visit(server);
            atServer.sh("/usr/sbin/sshd -p " + SERVICE + " -o PidFile=none");
            Tenant.Visit from = others.visit(client);
            assertThat(from.reaches(server.address(), SERVICE))
                    .as("nobody is named")
                    .isTrue();

            Insist.on(() -> machines().createNetwork(ours.network(1, List.of("203.0.113.0/24"))));
            Insist.until("others are named", () -> !from.reaches(server.address(), SERVICE));

            Insist.on(() -> machines()
                    .createNetwork(ours.network(1, List.of(client.address().ip() + "/32", "203.0.113.0/24"))));
            Insist.until("it is named", () -> from.reaches(server.address(), SERVICE));
            assertThat(from.reaches(server.address())).as("SSH is the workers'").isFalse();
            assertThat(atServer.answers()).as("the control plane").isTrue();
        }
    }

    @Test
    default void addressesAreDistinctAndStay() {
        try (Tenant tenant = tenant(3)) {
            var first = Stream.of(1, 2, 3).map(node -> reserve(tenant, node)).toList();
            assertThat(first.stream().map(Address::ip)).doesNotHaveDuplicates();
            Insist.on(() -> machines().createNetwork(tenant.network(3)));
            var again = Stream.of(3, 2, 1).map(node -> reserve(tenant, node)).toList();
            assertThat(again.reversed()).isEqualTo(first);
        }
    }

    private Address reserve(Tenant tenant, int node) {
        return Insist.get(() -> machines().reserveAddress(tenant.addressOrder(node)));
    }
}
