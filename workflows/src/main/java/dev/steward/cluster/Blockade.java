package dev.steward.cluster;

import java.time.Instant;

/**
 * Why a take-over is not possible now.
 *
 * @param reason one sentence a person can act on
 * @param tryAgain when it is tried again, if nothing changes before
 */
public record Blockade(String reason, Instant tryAgain) {}
