package dev.steward.tunnels;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One use of a tunnel, from connecting to leaving.
 *
 * @param id its own
 * @param binding whose tunnel
 * @param from the address it came from
 * @param opened when
 * @param until when the tunnel ends at the latest
 * @param closed when it ended; null while it lasts
 * @param sent bytes from outside to the nodes
 * @param received bytes from the nodes to the outside
 */
public record Passage(
        String id,
        String binding,
        String from,
        Instant opened,
        Instant until,
        @Nullable Instant closed,
        long sent,
        long received) {

    /** Whether it lasts, as far as is known: of a gateway that died nobody tells the end. */
    public boolean isOpen(Instant now) {
        return closed == null && now.isBefore(until);
    }
}
