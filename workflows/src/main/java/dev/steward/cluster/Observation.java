package dev.steward.cluster;

import java.time.Duration;
import java.util.List;

/** What one ask of a node brought. */
public sealed interface Observation {

    /**
     * It answers as a leader.
     *
     * @param wrote how far it has written its log
     * @param followers who streams from it
     */
    record Leads(Lsn wrote, List<Follower> followers) implements Observation {
        public Leads {
            followers = List.copyOf(followers);
        }
    }

    /**
     * It answers as a standby.
     *
     * @param receives whether it says of itself that it streams from the leader
     * @param heard since when it has heard nothing from the leader; a long time when it never has
     */
    record Stands(boolean receives, Duration heard) implements Observation {}

    /**
     * Something answers, and takes no session.
     *
     * @param why starting up, shutting down: in the data service's words
     */
    record Busy(String why) implements Observation {}

    /** It has no session left for us: it serves those who took them. */
    record Full() implements Observation {}

    /** The machine answers that nobody listens. */
    record Refused() implements Observation {}

    /** No answer within the limit. */
    record Silent() implements Observation {}

    /** We did not come to ask it, or could not listen: that says nothing about the node. */
    record Unasked() implements Observation {}

    /**
     * A standby as its leader sees it. A connection that stalls still shows as streaming: only replies are evidence.
     *
     * @param node which
     * @param sinceReply since its last reply
     * @param flushed how much of the leader's log it has on its disk
     * @param replayed how much of it its readers see
     */
    record Follower(NodeName node, Duration sinceReply, Lsn flushed, Lsn replayed) {}
}
