package dev.steward.journeys;

import java.util.Set;
import java.util.TreeSet;

/**
 * What became of acknowledged writes.
 *
 * @param acknowledged how many were acknowledged by the leader, and by nobody else
 * @param confirmed how many WAIT confirmed too
 * @param lost those of the first that are gone
 * @param lostConfirmed those of the second that are gone
 */
record Losses(int acknowledged, int confirmed, Set<String> lost, Set<String> lostConfirmed) {

    static Losses of(Set<String> acknowledged, Set<String> confirmed, Set<String> there) {
        return new Losses(
                acknowledged.size(), confirmed.size(), without(acknowledged, there), without(confirmed, there));
    }

    private static Set<String> without(Set<String> written, Set<String> there) {
        Set<String> gone = new TreeSet<>(written);
        gone.removeAll(there);
        return gone;
    }

    @Override
    public String toString() {
        return "asynchronous replication lost %d of %d acknowledged writes; of %d that WAIT confirmed, %d are lost"
                .formatted(lost.size(), acknowledged, confirmed, lostConfirmed.size());
    }
}
