package dev.steward.lifecycle;

import dev.steward.engine.ClusterView;
import java.util.List;

/**
 * A group to watch.
 *
 * @param infrastructure where its clusters live
 * @param engine their data service
 * @param members its clusters, so far
 */
public record WatchOrder(String infrastructure, String engine, List<ClusterView> members) {}
