package dev.steward.cluster;

import java.time.Duration;

/**
 * How far a standby is behind its leader.
 *
 * @param unflushed what the leader wrote and the standby has not on its disk, in bytes
 * @param unreplayed what the leader wrote and the standby does not show to its readers, in bytes
 * @param behind for how long at least it has not shown what the leader had written before; zero when it has caught up
 */
public record Lag(long unflushed, long unreplayed, Duration behind) {

    private static final long MIB = 1 << 20;

    @Override
    public String toString() {
        return unreplayed / MIB + " MiB and " + behind.toSeconds() + " s behind in replay, " + unflushed / MIB
                + " MiB on disk";
    }
}
