package dev.steward.broker.clusters;

import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Progress;
import java.util.Optional;

/**
 * How far that is what a platform asked for.
 *
 * @param operation what it last asked for
 * @param progress of the work that is done for it; empty when none is, or none has yet begun
 */
public record Course(Operation operation, Optional<Progress> progress) {}
