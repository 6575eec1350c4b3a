package dev.steward.engine.postgresql;

import java.util.concurrent.Executor;

/**
 * What all watches of a worker use together.
 *
 * @param nodes our way to the nodes over SSH
 * @param meters what is counted
 * @param pace whether the worker keeps up
 * @param handshakes turns at opening sessions
 * @param threads virtual ones, as many as are wanted
 */
record WatchMeans(NodeActs nodes, WatchMeters meters, Pace pace, Handshakes handshakes, Executor threads) {}
