package dev.steward.broker.clusters;

import dev.steward.pool.Rules;

/**
 * A pool that is to be.
 *
 * @param plan whose, by its name
 * @param infrastructure where
 * @param rules what it goes by
 */
public record PoolWish(String plan, String infrastructure, Rules rules) {}
