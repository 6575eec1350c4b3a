package dev.steward.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Who leads next, among the sealed. A pure ordering; it is what makes a take-over lose nothing. */
public final class Election {

    /**
     * A node already promoted for this epoch first; else the highest timeline, then the farthest flushed; among equals
     * the one with the least left to replay, then the first by name.
     */
    private static final Comparator<Standing> CLAIM = Comparator.comparing(Standing::promoted)
            .thenComparing(Standing::timeline)
            .thenComparing(Standing::flushed)
            .thenComparing(Standing::replayed)
            .thenComparing(Standing::node, Comparator.reverseOrder());

    private Election() {}

    /** The winner, or none when nobody is sealed. */
    public static Optional<NodeName> winner(Collection<Standing> sealed) {
        return sealed.stream().max(CLAIM).map(Standing::node);
    }
}
