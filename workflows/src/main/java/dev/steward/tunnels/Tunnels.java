package dev.steward.tunnels;

import dev.steward.cluster.UserAuthority;
import io.temporal.activity.ActivityInterface;

/**
 * The door to the gateway by which people from outside reach their nodes. Served where the clusters' workflows are, by
 * workers that stand beside a gateway.
 */
@ActivityInterface(namePrefix = "Tunnels.")
public interface Tunnels {

    /**
     * Makes an authority for the users of one cluster. Each call makes another.
     *
     * @throws io.temporal.failure.ApplicationFailure IMPOSSIBLE when the operator offers no tunnels
     */
    UserAuthority issueAuthority();

    /**
     * Certifies a user's key. Nothing remembers it but whoever asked: what a gateway lets in is what the cluster's
     * workflow says.
     *
     * @throws io.temporal.failure.ApplicationFailure IMPOSSIBLE when the operator offers no tunnels, or the key is none
     */
    Pass issue(TunnelOrder order);
}
