package dev.steward.broker.catalog;

import java.time.Duration;

/**
 * What is made of a plan, on each of its infrastructures, before anybody asks for it.
 *
 * @param ready how many instances' machines are kept ready, at least 1
 * @param maxAge after this, machines that nobody has asked for are replaced
 */
public record Pool(int ready, Duration maxAge) {}
