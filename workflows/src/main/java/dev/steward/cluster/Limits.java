package dev.steward.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take, per plan.
 *
 * @param provision after this a provision that has not succeeded is given up and undone
 * @param restart how long a process may need to come back by itself before a repair begins (single-machine plans)
 * @param grace how long commits wait when every standby is lost, before they are acknowledged without one; null: for as
 *     long as it takes (strict plans)
 */
public record Limits(
        Duration provision, Duration restart, @Nullable Duration grace) {
    public Limits {
        if (!provision.isPositive() || restart.isNegative() || (grace != null && grace.isNegative())) {
            throw new IllegalArgumentException("limits are positive durations");
        }
    }
}
