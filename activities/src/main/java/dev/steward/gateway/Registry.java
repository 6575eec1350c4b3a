package dev.steward.gateway;

import dev.steward.cluster.ClusterId;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;

/** Knows the clusters. */
public interface Registry {

    /**
     * Whom this cluster lets in, now; {@link Directory#EMPTY} when there is no such cluster.
     *
     * @throws RuntimeException when it can't be asked
     */
    Directory directory(ClusterId cluster);

    /**
     * Tells a cluster who came or went.
     *
     * @throws RuntimeException when it can't be told
     */
    void tell(ClusterId cluster, Passage passage);
}
