package dev.steward.chaos;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a cluster in one go, after which it has to be whole again by itself.
 *
 * @param name by which people call it
 * @param strikes at least one
 */
public record Episode(String name, List<Strike> strikes) {

    public Episode {
        strikes = List.copyOf(strikes);
        if (strikes.isEmpty()) {
            throw new IllegalArgumentException("in an episode something happens");
        }
    }

    static Episode of(String name, Strike... strikes) {
        return new Episode(name, List.of(strikes));
    }

    /** What happens, for people. */
    public String told() {
        return strikes.stream().map(Strike::toString).collect(Collectors.joining("; "));
    }
}
