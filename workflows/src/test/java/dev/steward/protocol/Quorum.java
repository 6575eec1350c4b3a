package dev.steward.protocol;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.List;
import java.util.Set;

/** When enough are sealed: of the recorded set, and while that changes of the other too. Or else, a rule being broken. */
final class Quorum {

    private Quorum() {}

    static boolean isSealed(Recorded recorded, List<NodeName> sealed, Set<Broken> broken) {
        Redundancy from = recorded.redundancy();
        Redundancy to = recorded.changingTo();
        if (to != null && broken.contains(Broken.ONLY_THE_OLD_SET_IS_ASKED)) {
            return from.isSealedBy(sealed) && !to.standbys().isEmpty();
        }
        if (to != null && broken.contains(Broken.ONLY_THE_NEW_SET_IS_ASKED)) {
            return to.isSealedBy(sealed);
        }
        if (broken.contains(Broken.ONE_SEAL_TOO_FEW)) {
            return !sealed.isEmpty() && isAlmostSealed(from, sealed) && (to == null || isAlmostSealed(to, sealed));
        }
        if (to != null
                && broken.contains(Broken.TAKEN_OVER_UNPROTECTED)
                && from.standbys().isEmpty()) {
            return to.isSealedBy(sealed);
        }
        return recorded.isSealedBy(sealed);
    }

    private static boolean isAlmostSealed(Redundancy redundancy, List<NodeName> sealed) {
        return redundancy.standbys().stream().filter(sealed::contains).count() >= redundancy.sealQuorum() - 1;
    }
}
