package dev.steward.machines.docker;

import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node's address follows from its network's subnet and the node's number: there is nothing more to reserve, and it is
 * free again when the network is deleted.
 */
record Addresses(Names names, Bridges bridges) implements Rental.AddressRental {

    @Override
    public Address reserve(AddressOrder order) {
        Owner owner = order.label().owner();
        String ip = SubnetPool.address(bridges.subnet(owner), order.ordinal());
        return new Address(names.of(owner) + "/" + ip, ip);
    }

    @Override
    public void release(Label address) {}

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return Stream.empty();
    }
}
