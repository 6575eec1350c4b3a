package dev.steward.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a standby follows its leader, round after round. Time is told from positions, not from clocks of the nodes: a
 * mark is set at the leader's position, and until the standby has replayed up to it, it is behind by at least the
 * mark's age.
 *
 * @param mark a position of the leader
 * @param markedAt when the leader had it
 * @param heavySince since when it has been behind by more bytes than {@link #MANY}, if it is
 * @param uneasyAt when it was last behind by what is not quite little
 * @param lagging the conclusion
 * @param lag what was seen last
 */
record Trail(Lsn mark, Duration markedAt, @Nullable Duration heavySince, Duration uneasyAt, boolean lagging, Lag lag) {

    private static final long MANY = 64L << 20;
    private static final long LITTLE = MANY / 2;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = LONG.dividedBy(2);

    /** So long it has to keep up before it no longer counts as lagging: a verdict that comes and goes fills histories. */
    private static final Duration CALM = Duration.ofSeconds(30);

    static Trail begin(Duration at, Lsn wrote, Observation.Follower follower) {
        return new Trail(wrote, at, null, at, false, lag(wrote, follower, Duration.ZERO)).next(at, wrote, follower);
    }

    /** After another round. */
    Trail next(Duration at, Lsn wrote, Observation.Follower follower) {
        boolean caughtUp = follower.replayed().compareTo(mark) >= 0;
        Lag now = lag(wrote, follower, caughtUp ? Duration.ZERO : at.minus(markedAt));
        Duration heavy = now.unreplayed() <= MANY ? null : heavySince == null ? at : heavySince;
        boolean uneasy = now.unreplayed() > LITTLE || now.behind().compareTo(SHORT) > 0;
        boolean tooFar = now.behind().compareTo(LONG) > 0
                || (heavy != null && at.minus(heavy).compareTo(LONG) > 0);
        boolean calm = !uneasy && at.minus(uneasyAt).compareTo(CALM) > 0;
        return new Trail(
                caughtUp ? wrote : mark,
                caughtUp ? at : markedAt,
                heavy,
                uneasy ? at : uneasyAt,
                tooFar || (lagging && !calm),
                now);
    }

    private static Lag lag(Lsn wrote, Observation.Follower follower, Duration behind) {
        return new Lag(wrote.since(follower.flushed()), wrote.since(follower.replayed()), behind);
    }
}
