package dev.steward.machines.openstack;

import dev.steward.machines.Label;
import java.util.List;
import java.util.Optional;

/** The nodes of a cluster are dealt to the zones, one after the other; what a node has is all in the same one. */
final class Zones {

    private Zones() {}

    static Optional<String> of(List<String> zones, Label label) {
        if (zones.isEmpty()) {
            return Optional.empty();
        }
        String number = label.node().replaceAll("\\D", "");
        int ordinal = number.isEmpty() ? 0 : Integer.parseInt(number);
        return Optional.of(zones.get(Math.floorMod(ordinal - 1, zones.size())));
    }
}
