package dev.steward.load;

import java.time.Duration;

/**
 * What a writer was told: this write is done. The server said so at some moment between the two times.
 *
 * @param writer which one
 * @param sequence the writer's number for it, from 1
 * @param sent when the writer asked for it, since the load began
 * @param at when it was told, on the same clock
 * @param server the address of the node that said so
 * @param timeline on which that node wrote it, from 1
 */
public record Acknowledgement(String writer, long sequence, Duration sent, Duration at, String server, int timeline) {}
