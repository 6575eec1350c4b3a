package dev.steward.cluster;

/**
 * How far a sealed node had come when its packet filter closed: its claim to lead.
 *
 * @param node the node that was sealed
 * @param timeline the newest timeline of which it has log, from 1
 * @param flushed up to where its log is safely on its disk
 * @param replayed up to where its log is applied
 * @param promoted whether it is already the leader of the epoch it was sealed for: an attempt before got that far
 */
public record Standing(NodeName node, int timeline, Lsn flushed, Lsn replayed, boolean promoted) {}
