package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes after its order was given up goes with what it can't do without. */
class RentalTest {

    private static final Owner OURS = new Owner("ours");
    private static final Owner OTHERS = new Owner("others");

    private final Things machines = new Things();
    private final Things addresses = new Things();
    private final Rental rental = new Rental(new NoNetworks(), addresses, new NoDisks(), machines, List::of);

    @Test
    void withAnAddressGoesEveryMachineOfItsNode() {
        Label late = label(OURS, "n1", 4);
        machines.labels.addAll(List.of(late, label(OURS, "n2", 0), label(OTHERS, "n1", 0)));
        addresses.labels.add(label(OURS, "n1", 0));

        rental.releaseAddress(label(OURS, "n1", 0));

        assertThat(machines.labels).containsExactly(label(OURS, "n2", 0), label(OTHERS, "n1", 0));
        assertThat(addresses.labels).isEmpty();
    }

    @Test
    void withANetworkGoesEveryMachineAndAddressOfItsCluster() {
        machines.labels.addAll(List.of(label(OURS, "n1", 1), label(OURS, "n2", 0), label(OTHERS, "n1", 0)));
        addresses.labels.addAll(List.of(label(OURS, "n3", 0), label(OTHERS, "n1", 0)));

        rental.deleteNetwork(OURS);

        assertThat(machines.labels).containsExactly(label(OTHERS, "n1", 0));
        assertThat(addresses.labels).containsExactly(label(OTHERS, "n1", 0));
    }

    @Test
    void whatAnInfrastructureTellsOfOthersIsLeftAlone() {
        Label another = label(OTHERS, "n1", 0);
        machines.labels.addAll(List.of(label(OURS, "n1", 0), another));
        addresses.labels.addAll(List.of(label(OURS, "n1", 0), another));
        machines.tellsAll = true;
        addresses.tellsAll = true;

        rental.releaseAddress(label(OURS, "n1", 0));
        rental.deleteNetwork(OURS);

        assertThat(machines.labels).containsExactly(another);
        assertThat(addresses.labels).containsExactly(another);
    }

    private static Label label(Owner owner, String node, int incarnation) {
        return new Label(owner, node, incarnation);
    }

    /** Machines or addresses that exist. */
    private static final class Things implements Rental.MachineRental, Rental.AddressRental {

        final Set<Label> labels = new LinkedHashSet<>();
        boolean tellsAll;

        @Override
        public Stream<Leftover> leftovers(Optional<Owner> whose) {
            return List.copyOf(labels).stream()
                    .filter(l -> tellsAll || whose.map(l.owner()::equals).orElse(true))
                    .map(l -> new Leftover("thing", l.node(), l.owner(), l));
        }

        @Override
        public void destroy(Label machine) {
            labels.remove(machine);
        }

        @Override
        public void release(Label address) {
            labels.remove(address);
        }

        @Override
        public Machine start(MachineOrder order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Address reserve(AddressOrder order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void powerOff(Label machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reboot(Label machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MachineStatus status(Label machine) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoNetworks implements Rental.NetworkRental {
        @Override
        public void create(NetworkOrder order) {}

        @Override
        public void delete(Owner owner) {}

        @Override
        public Stream<Leftover> leftovers(Optional<Owner> whose) {
            return Stream.empty();
        }
    }

    private static final class NoDisks implements Rental.DiskRental {
        @Override
        public Disk create(DiskOrder order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Label disk) {}

        @Override
        public Stream<Leftover> leftovers(Optional<Owner> whose) {
            return Stream.empty();
        }
    }
}
