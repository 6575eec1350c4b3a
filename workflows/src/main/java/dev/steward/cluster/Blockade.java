package dev.steward.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a take-over is not possible now.
 *
 * @param reason one sentence a person can act on
 * @param tryAgain when it is tried again, if nothing changes before; null when only a change can help
 */
public record Blockade(String reason, @Nullable Instant tryAgain) {}
