package dev.steward.cluster;

import java.time.Duration;

/**
 * How long things may take, per plan.
 *
 * @param provision after this a provision that has not succeeded is given up and undone
 * @param restart how long a process may need to come back by itself before a repair begins (single-machine plans)
 */
public record Limits(Duration provision, Duration restart) {
    public Limits {
        if (!provision.isPositive() || restart.isNegative()) {
            throw new IllegalArgumentException("limits are positive durations");
        }
    }
}
