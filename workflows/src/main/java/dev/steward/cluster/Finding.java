package dev.steward.cluster;

/**
 * What the watch concludes of a node, and from what.
 *
 * @param node the node
 * @param health the conclusion
 * @param evidence which probe, how often, how long, what the others said: for the operator; free of secrets
 */
public record Finding(NodeName node, Health health, String evidence) {}
