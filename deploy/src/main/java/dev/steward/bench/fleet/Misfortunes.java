package dev.steward.bench.fleet;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;

/** What befalls clusters without anybody having ordered it. */
interface Misfortunes {

    /** The data service's process of a node dies. */
    void kill(ClusterView cluster, NodeName node);
}
