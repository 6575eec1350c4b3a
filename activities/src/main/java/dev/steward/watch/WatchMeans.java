package dev.steward.watch;

import dev.steward.node.NodeActs;
import java.util.concurrent.Executor;

/**
 * What all watches of a worker use together.
 *
 * @param nodes our way to the nodes over SSH
 * @param meters what is counted
 * @param pace whether the worker keeps up
 * @param sessions how nodes are asked
 * @param threads virtual ones, as many as are wanted
 */
record WatchMeans(NodeActs nodes, WatchMeters meters, Pace pace, NodeSession.Source sessions, Executor threads) {}
