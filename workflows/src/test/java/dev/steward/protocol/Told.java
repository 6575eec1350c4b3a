package dev.steward.protocol;

import dev.steward.cluster.Leadership;
import dev.steward.cluster.Standing;
import java.util.stream.Collectors;

/** What appears in a way, in words. */
final class Told {

    private Told() {}

    static String of(Leadership leadership) {
        return "epoch %s, led by %s, confirmed by %s"
                .formatted(
                        leadership.epoch(),
                        leadership.leader(),
                        leadership.anyOf().stream().map(Object::toString).collect(Collectors.joining(" or ")));
    }

    static String of(Standing standing) {
        return "%s (timeline %d, flushed %d%s)"
                .formatted(
                        standing.node(),
                        standing.timeline(),
                        standing.flushed().bytes(),
                        standing.promoted() ? ", promoted" : "");
    }
}
