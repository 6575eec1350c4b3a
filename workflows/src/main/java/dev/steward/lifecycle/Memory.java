package dev.steward.lifecycle;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.tunnels.Logbook;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's workflow knows: all of it, carried from run to run.
 *
 * @param spec what the cluster is to be; null before anything was asked for
 * @param state what it is
 * @param operation what the platform last asked for
 * @param former what it asked for before that; null: nothing, or recorded before it was kept
 * @param children how many child workflows it has started: each id is used once
 * @param tunnelled how its tunnels were used; null: recorded before there were any
 */
public record Memory(
        @Nullable ClusterSpec spec,
        ClusterState state,
        @Nullable Operation operation,
        @Nullable Operation former,
        long children,
        @Nullable Logbook tunnelled) {}
