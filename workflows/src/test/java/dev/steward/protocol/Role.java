package dev.steward.protocol;

/** What PostgreSQL is on a node. */
enum Role {
    DOWN,
    STANDBY,
    LEADER
}
