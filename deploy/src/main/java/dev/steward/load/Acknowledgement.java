package dev.steward.load;

import java.time.Duration;

/**
 * What a writer was told: this write is done.
 *
 * @param writer which one
 * @param sequence the writer's number for it, from 1
 * @param at when it was told, since the load began
 * @param server the address of the node that said so
 * @param timeline on which that node wrote it, from 1
 */
public record Acknowledgement(String writer, long sequence, Duration at, String server, int timeline) {}
