package dev.steward.engine;

import java.util.List;

/**
 * Clusters that are watched together.
 *
 * @param clusters those to watch; their views carry epoch and leader
 */
public record WatchGroup(List<ClusterView> clusters) {}
