package dev.steward.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Work that a child workflow is doing now.
 *
 * @param kind what
 * @param node at which node, if at one
 */
public record Work(Kind kind, @Nullable NodeName node) {

    /** What a child workflow can be doing. */
    public enum Kind {
        PROVISION,
        FAIL_OVER,
        SWITCH_OVER,
        RECOVER,
        CHANGE_REDUNDANCY,
        REVOKE,
        CONNECT,
        RETIRE,
        ADJUST,
        FURNISH,
        DEPROVISION
    }

    public static Work on(Kind kind) {
        return new Work(kind, null);
    }

    public static Work at(Kind kind, NodeName node) {
        return new Work(kind, node);
    }
}
