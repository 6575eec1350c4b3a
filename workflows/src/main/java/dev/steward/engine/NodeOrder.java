package dev.steward.engine;

import dev.steward.cluster.Credential;
import dev.steward.cluster.NodeName;
import dev.steward.machines.MachineSize;

/**
 * An order to prepare a machine for its part in a cluster.
 *
 * @param cluster the cluster; every node's host is in it
 * @param node which node
 * @param authority signs the node's certificates
 * @param size of the machine, by which memory settings are chosen
 */
public record NodeOrder(ClusterView cluster, NodeName node, Credential authority, MachineSize size) {}
