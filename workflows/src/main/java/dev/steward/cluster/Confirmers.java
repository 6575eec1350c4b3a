package dev.steward.cluster;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who is to confirm commits, as things are (rules 18 and 19). Pure. */
final class Confirmers {

    private final ClusterSpec spec;
    private final ClusterState state;
    private final NodeName leader;
    private final Reshaping reshaping;
    private final Updating updating;

    Confirmers(ClusterSpec spec, ClusterState state, NodeName leader, Reshaping reshaping, Updating updating) {
        this.spec = spec;
        this.reshaping = reshaping;
        this.state = state;
        this.leader = leader;
        this.updating = updating;
    }

    /** The change that is due; none while the leader isn't known to be well: it is he who has to make it. */
    Optional<Decision> next(List<Work> underway, Instant now) {
        if (state.alone() || !state.sight().sawFine(leader) || isChanging(underway)) {
            return Optional.empty();
        }
        List<NodeName> able = able(underway);
        if (!able.isEmpty()) {
            return change("these standbys stream", Redundancy.among(able));
        }
        if (standbys().allMatch(reshaping::isLeaving)) {
            return change("who confirms is to be given back", Redundancy.NONE);
        }
        if (unprotectedFrom().filter(at -> !now.isBefore(at)).isPresent()) {
            return change("every standby is lost, and commits have waited for long enough", Redundancy.NONE);
        }
        return begun();
    }

    /** When commits have waited for long enough. */
    Optional<Instant> soonest(Instant now) {
        return state.alone() ? Optional.empty() : unprotectedFrom().filter(now::isBefore);
    }

    private static boolean isChanging(List<Work> underway) {
        return underway.stream().anyMatch(w -> w.kind() == Work.Kind.CHANGE_REDUNDANCY);
    }

    private Optional<Decision> change(String reason, Redundancy to) {
        return state.leadership().anyOf().equals(List.of(to))
                ? Optional.empty()
                : Optional.of(new Decision.ChangeRedundancy(reason, to));
    }

    /** A change that may have happened, with nobody to confirm now, is carried to its end when that is possible. */
    private Optional<Decision> begun() {
        return state.leadership().possible().reversed().stream()
                .filter(r -> !r.includes(leader)) // else it is what an earlier leader waited for
                .findFirst()
                .map(r -> new Decision.ChangeRedundancy("a change was begun and may have happened", r));
    }

    private List<NodeName> able(List<Work> underway) {
        return standbys()
                .filter(n -> state.sight().sawFine(n.name()) && n.fenced())
                .filter(n -> !reshaping.isLeaving(n))
                .map(Node::name)
                .filter(n -> !updating.isAside(n))
                .filter(n -> !underway.contains(Work.at(Work.Kind.RECOVER, n)))
                .filter(n -> !underway.contains(Work.at(Work.Kind.RETIRE, n)))
                .toList();
    }

    /** Empty while a standby is there, and for ever where the plan is strict. */
    private Optional<Instant> unprotectedFrom() {
        var grace = spec.limits().grace();
        boolean allLost = standbys().allMatch(n -> n.lostSince() != null);
        return grace == null || !allLost
                ? Optional.empty()
                : standbys()
                        .map(Node::lostSince)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .map(last -> last.plus(grace));
    }

    private Stream<Node> standbys() {
        return state.nodes().stream().filter(n -> !n.name().equals(leader));
    }
}
