package dev.steward.broker.clusters;

import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far that is what a platform asked for.
 *
 * @param operation what it last asked for
 * @param former what it asked for before that, as far as it is remembered; null: nothing
 * @param progress of the work that is done for it; empty when none is, or none has yet begun
 */
public record Course(Operation operation, @Nullable Operation former, Optional<Progress> progress) {

    Course with(Optional<Progress> now) {
        return new Course(operation, former, now);
    }
}
