package dev.steward.engine;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Verdict;

/** Where a watch takes its verdicts. */
@FunctionalInterface
public interface Verdicts {

    /**
     * Tells a cluster's workflow what was concluded of it.
     *
     * @return false when there is no such cluster any more
     */
    boolean tell(ClusterId cluster, Verdict verdict);
}
