package dev.steward.machines;

import java.util.List;
import java.util.Optional;

/** The nodes of a cluster are dealt out, to zones for example: one after the other, each cluster from a place of its own. */
public final class Deal {

    private Deal() {}

    /** The place of a node, whatever its incarnation; none when there is no choice. */
    public static Optional<String> of(List<String> places, Label label) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        String ordinal = label.node().replaceAll("\\D", "");
        int first = label.owner().cluster().hashCode();
        int place = first + (ordinal.isEmpty() ? 0 : Integer.parseInt(ordinal));
        return Optional.of(places.get(Math.floorMod(place, places.size())));
    }
}
