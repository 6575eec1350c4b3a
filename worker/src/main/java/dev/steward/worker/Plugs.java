package dev.steward.worker;

import dev.steward.engine.Engine;
import dev.steward.engine.Verdicts;
import dev.steward.engine.Watch;
import dev.steward.machines.Hosts;
import dev.steward.tunnels.Tunnels;
import io.micrometer.core.instrument.MeterRegistry;

/** What is plugged into the doors. Names are those of the worker's configuration. */
public interface Plugs {

    Infrastructure infrastructure(String name);

    /** First contact with machines, of every infrastructure. */
    Hosts hosts();

    Engine engine(String name);

    /**
     * The watch over an engine's clusters.
     *
     * @param verdicts where conclusions are told
     * @param meters where it counts
     */
    Watch watch(String engine, Verdicts verdicts, MeterRegistry meters);

    Tunnels tunnels();
}
