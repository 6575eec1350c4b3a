package dev.steward.cluster;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who leads, in which epoch, and who has to confirm what he acknowledges.
 *
 * @param epoch counts the leaderships; raised, durably, before anything is done about a new one
 * @param leader who leads; null before the cluster is made
 * @param redundancy who confirms commits, as far as it is certain
 * @param possible who else may have to confirm them instead: changes that were begun and may have happened, whole or in
 *     part. Until one is certain, a take-over has to satisfy all of them and the certain one (rule 18)
 * @param changes how many changes of who confirms have been begun, ever: a node refuses one that is older than the last it
 *     has seen in its epoch
 */
public record Leadership(
        Epoch epoch, @Nullable NodeName leader, Redundancy redundancy, List<Redundancy> possible, long changes) {

    public Leadership {
        possible = List.copyOf(possible);
    }

    public static Leadership none() {
        return new Leadership(Epoch.FIRST, null, Redundancy.NONE, List.of(), 0);
    }

    /** A new leadership begins; who leads in it is not known yet. */
    public Leadership raised() {
        return new Leadership(epoch.next(), leader, redundancy, possible, changes);
    }

    public Leadership of(NodeName next, Redundancy confirming) {
        return new Leadership(epoch, next, confirming, List.of(), changes);
    }

    /** Another node may lead, or the old leader still does as far as anyone knows: for both counts whom they wait for. */
    public Leadership maybeOf(NodeName next, Redundancy confirming) {
        return new Leadership(
                epoch,
                next,
                confirming,
                anyOf().stream().filter(r -> !r.equals(confirming)).toList(),
                changes);
    }

    /** The first half of a joint change: from now on it may have happened. */
    public Leadership changingTo(Redundancy next) {
        List<Redundancy> now = possible.contains(next)
                ? possible
                : Stream.concat(possible.stream(), Stream.of(next)).toList();
        return new Leadership(epoch, leader, redundancy, now, changes + 1);
    }

    /** The second half: it has happened, and nothing else is possible any more. */
    public Leadership confirmedBy(Redundancy now) {
        return new Leadership(epoch, leader, now, List.of(), changes);
    }

    /** Nobody leads and nothing has to be confirmed; the epoch stays. */
    public Leadership ended() {
        return new Leadership(epoch, null, Redundancy.NONE, List.of(), changes);
    }

    /** Everyone the leader may be waiting for: the certain redundancy first. */
    public List<Redundancy> anyOf() {
        return possible.isEmpty()
                ? List.of(redundancy)
                : Stream.concat(Stream.of(redundancy), possible.stream())
                        .distinct()
                        .toList();
    }

    /** Whether commits may be acknowledged that only the leader has. */
    public boolean mayBeUnprotected() {
        return anyOf().contains(Redundancy.NONE);
    }
}
