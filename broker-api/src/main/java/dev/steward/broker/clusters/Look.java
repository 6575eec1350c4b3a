package dev.steward.broker.clusters;

import dev.steward.lifecycle.Progress;
import dev.steward.lifecycle.Report;
import java.util.Optional;

/**
 * How an instance is at this moment.
 *
 * @param report what it tells of itself
 * @param progress how far the work is that the platform waits for; empty when it waits for none, or between two steps
 */
public record Look(Report report, Optional<Progress> progress) {}
