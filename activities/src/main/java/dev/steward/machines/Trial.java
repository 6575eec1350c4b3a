package dev.steward.machines;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** When nothing is missing in a cloud, it is tried whether we may make things: rights can't be read. */
record Trial(Inspected inspection, Rental.NetworkRental networks, Rental.AddressRental addresses) implements Inspected {

    /** Nobody's, and not that of another process which tries the same. */
    private static final Owner OWNER = new Owner("steward-check " + UUID.randomUUID());

    private static final Label ADDRESS = new Label(OWNER, "n1", 0);
    private static final int A_CLUSTER = 3;

    @Override
    public List<Prerequisite> inspect() {
        List<Prerequisite> seen = inspection.inspect();
        return seen.stream().allMatch(Prerequisite::isMet)
                ? Stream.concat(seen.stream(), tried().stream()).toList()
                : seen;
    }

    private List<Prerequisite> tried() {
        return new Survey()
                .look("rights to make networks, addresses and what keeps machines apart", "ask for them", this::mayMake)
                .seen();
    }

    /** They are made, and removed. */
    private boolean mayMake() {
        try {
            networks.create(new NetworkOrder(OWNER, A_CLUSTER, List.of()));
            return !addresses.reserve(new AddressOrder(ADDRESS, 1)).ip().isEmpty();
        } finally {
            addresses.release(ADDRESS);
            networks.delete(OWNER);
        }
    }
}
