package dev.steward.protocol;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** When enough are sealed: of everyone the leader may be waiting for. Or else, a rule being broken. */
final class Quorum {

    private Quorum() {}

    static boolean isSealed(State state, List<NodeName> sealed, Set<Broken> broken) {
        if (sealed.isEmpty()) {
            return false;
        }
        Stream<Redundancy> asked = state.recorded().anyOf().stream();
        if (broken.contains(Broken.ONLY_THE_OLD_SET_IS_ASKED)
                && !state.recorded().mayBeUnprotected()) {
            asked = Stream.of(state.recorded().redundancy());
        }
        if (broken.contains(Broken.ONLY_THE_NEW_SET_IS_ASKED)) {
            asked = Stream.of(state.recorded().anyOf().getLast());
        }
        if (broken.contains(Broken.TAKEN_OVER_UNPROTECTED)) {
            asked = asked.filter(r -> !r.standbys().isEmpty());
        }
        return broken.contains(Broken.ONE_SEAL_TOO_FEW)
                ? asked.allMatch(r -> isAlmostSealed(r, sealed))
                : asked.allMatch(r -> r.isSealedBy(sealed));
    }

    private static boolean isAlmostSealed(Redundancy redundancy, List<NodeName> sealed) {
        return redundancy.standbys().stream().filter(sealed::contains).count() >= redundancy.sealQuorum() - 1;
    }
}
