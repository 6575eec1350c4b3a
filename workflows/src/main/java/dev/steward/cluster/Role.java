package dev.steward.cluster;

/** As what a node is brought back. */
public enum Role {
    /** It streams from the leader. */
    STANDBY,
    /** It goes on leading: nobody took its place. */
    LEADER,
    /** There is no leader to stream from: it only answers how far it has come, so that a take-over can count on it. */
    WITNESS
}
