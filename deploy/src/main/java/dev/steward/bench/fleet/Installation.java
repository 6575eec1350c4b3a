package dev.steward.bench.fleet;

import dev.steward.lab.Daemon;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;

/**
 * An installation whose machines are in memory.
 *
 * @param platform a client of its broker
 * @param plan of what is ordered
 * @param watch a way to its worker
 */
public record Installation(
        Platform platform,
        Plan plan,
        FleetWatch watch,
        FleetProcesses processes,
        TemporalDatabase database,
        Daemon broker,
        Daemon worker) {}
