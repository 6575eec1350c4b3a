package dev.steward.cluster;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a cluster can't become another: what no update changes.
 *
 * @param sentence for the user
 */
public record Obstacle(String sentence) {

    /** The first, if there is any. */
    public static Optional<Obstacle> between(ClusterSpec now, ClusterSpec wanted) {
        return Stream.of(
                        fixed("The data service", service(now), service(wanted)),
                        fixed("The infrastructure", now.infrastructure(), wanted.infrastructure()),
                        fixed("The size of the disks (in GiB)", now.diskGib(), wanted.diskGib()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String service(ClusterSpec spec) {
        return spec.engine() + " " + spec.version();
    }

    private static Optional<Obstacle> fixed(String what, Object now, Object wanted) {
        return Objects.equals(now, wanted)
                ? Optional.empty()
                : Optional.of(new Obstacle(what + " of an instance can't be changed: it is " + now + ", and would be "
                        + wanted + ". Make another instance and move the data."));
    }
}
