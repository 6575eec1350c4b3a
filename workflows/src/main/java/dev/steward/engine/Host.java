package dev.steward.engine;

import dev.steward.cluster.NodeName;

/**
 * Where a node is reached.
 *
 * @param node which node
 * @param ip its address, for SSH and for the data service
 * @param hostKey the SSH host key it must answer with, one line in OpenSSH form; empty while it is not made yet
 */
public record Host(NodeName node, String ip, String hostKey) {

    /** Whether it was ever made. */
    public boolean exists() {
        return !hostKey.isEmpty();
    }
}
