package dev.steward.protocol;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the control plane is at. */
sealed interface Work {

    /** Nothing that matters here; repairs. */
    record Idle() implements Work {}

    /** A take-over, before the election. */
    record Sealing(List<Standing> sealed) implements Work {

        Sealing with(Standing standing) {
            return new Sealing(Stream.concat(sealed.stream(), Stream.of(standing))
                    .sorted(Comparator.comparing(Standing::node))
                    .toList());
        }

        List<NodeName> nodes() {
            return sealed.stream().map(Standing::node).toList();
        }
    }

    /** A take-over, after the election. */
    record Installing(NodeName winner, Redundancy names, List<NodeName> others, Stage stage) implements Work {

        enum Stage {
            NAMES,
            PROMOTION,
            CONFIRMATION
        }

        Installing at(Stage now) {
            return new Installing(winner, names, others, now);
        }
    }

    /** A switch-over, before the leader has shut down. */
    record Retiring(NodeName to) implements Work {}

    /**
     * A switch-over, after the leader has shut down.
     *
     * @param end where its log ended
     * @param sealing of the standbys
     */
    record HandingOver(NodeName to, int end, Sealing sealing) implements Work {

        HandingOver with(Standing standing) {
            return new HandingOver(to, end, sealing.with(standing));
        }
    }

    /**
     * A take-over that a person forces, before the election.
     *
     * @param isOff whether the leader's machine is off, for certain
     * @param sealing of all others that can be reached
     */
    record Forcing(boolean isOff, Sealing sealing) implements Work {

        Forcing off() {
            return new Forcing(true, sealing);
        }

        Forcing with(Standing standing) {
            return new Forcing(isOff, sealing.with(standing));
        }
    }

    /**
     * A change of who confirms.
     *
     * @param barrier the leader's position taken after the change; -1 before
     */
    record Changing(Redundancy to, boolean isSet, int barrier) implements Work {

        Changing set() {
            return new Changing(to, true, -1);
        }

        Changing waitsFor(int position) {
            return new Changing(to, true, position);
        }
    }
}
