package dev.steward.chaos;

import dev.steward.load.Acknowledgements;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What happens to a cluster in one go, after which it has to be whole again by itself.
 *
 * @param name by which people call it
 * @param strikes at least one
 * @param keepsLeader whether nothing of it is a reason to take over
 */
public record Episode(String name, List<Strike> strikes, boolean keepsLeader) {

    public Episode {
        strikes = List.copyOf(strikes);
        if (strikes.isEmpty()) {
            throw new IllegalArgumentException("in an episode something happens");
        }
    }

    static Episode of(String name, Strike... strikes) {
        return new Episode(name, List.of(strikes), false);
    }

    /** One that is no reason to take over. */
    static Episode calm(String name, Strike... strikes) {
        return new Episode(name, List.of(strikes), true);
    }

    /** What is wrong with the leaderships under which writes were acknowledged. */
    Optional<String> complaint(Acknowledgements told) {
        return keepsLeader && told.reigns().size() > 1
                ? Optional.of("a false take-over: " + told.reigns())
                : Optional.empty();
    }

    /** What happens, for people. */
    public String told() {
        return strikes.stream().map(Strike::toString).collect(Collectors.joining("; "));
    }
}
