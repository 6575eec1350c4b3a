package dev.steward.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a take-over is not possible now.
 *
 * @param reason one sentence a person can act on
 * @param tryAgain when it is tried again, if nothing changes before; null when only a change can help
 * @param promoted whether somebody may lead already: then the old leader must not lead again, whatever becomes of it, and
 *     the next take-over comes even if it is well
 */
public record Blockade(String reason, @Nullable Instant tryAgain, Promoted promoted) {

    /** Who may have been promoted by the attempt that ended in this. */
    public enum Promoted {
        NOBODY,
        SOMEBODY_PERHAPS
    }

    boolean mayHaveSuccessor() {
        return promoted == Promoted.SOMEBODY_PERHAPS;
    }
}
