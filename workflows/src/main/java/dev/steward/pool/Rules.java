package dev.steward.pool;

import dev.steward.machines.Holding;
import java.time.Duration;

/**
 * What a pool goes by.
 *
 * @param ready how many members are to be ready, at least 0; 0: the pool empties itself and ends
 * @param maxAge after this a member that nobody has claimed is replaced
 * @param holding what a member is
 * @param patience how long one may take to be made
 */
public record Rules(int ready, Duration maxAge, Holding holding, Duration patience) {
    public Rules {
        if (ready < 0 || !maxAge.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException("a pool has 0 members or more, who live and are made for a while");
        }
    }

    /** The same for a pool that is not wanted any more. */
    Rules closed() {
        return new Rules(0, maxAge, holding, patience);
    }
}
