package dev.steward.watch;

import dev.steward.node.NodeLooks;
import java.util.concurrent.Executor;

/**
 * What all watches of a worker use together.
 *
 * @param nodes what else is to be seen of nodes, over SSH
 * @param meters what is counted
 * @param pace whether the worker keeps up
 * @param sessions how nodes are asked
 * @param threads virtual ones, as many as are wanted
 */
record WatchMeans(NodeLooks nodes, WatchMeters meters, Pace pace, NodeSession.Source sessions, Executor threads) {}
