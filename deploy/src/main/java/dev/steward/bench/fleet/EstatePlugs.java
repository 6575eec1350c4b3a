package dev.steward.bench.fleet;

import dev.steward.engine.Engine;
import dev.steward.engine.Verdicts;
import dev.steward.engine.Watch;
import dev.steward.gateway.NoTunnels;
import dev.steward.machines.Hosts;
import dev.steward.machines.Machines;
import dev.steward.node.NodeLooks;
import dev.steward.tunnels.Tunnels;
import dev.steward.watch.GroupWatch;
import dev.steward.worker.Infrastructure;
import dev.steward.worker.Plugs;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The estate behind every door of a worker, whichever infrastructure and engine it serves. */
record EstatePlugs(Estate estate) implements Plugs {

    @Override
    public Infrastructure infrastructure(String name) {
        return new Infrastructure(estate.door(Machines.class), List::of);
    }

    @Override
    public Hosts hosts() {
        return estate.door(Hosts.class);
    }

    @Override
    public Engine engine(String name) {
        return estate.door(Engine.class);
    }

    @Override
    public Watch watch(String engine, Verdicts verdicts, MeterRegistry meters) {
        return new GroupWatch(
                engine,
                NodeLooks.NOTHING_MORE,
                (cluster, host, tls) -> new HouseholdSession(estate.household(cluster), cluster, host.node()),
                verdicts,
                meters);
    }

    @Override
    public Tunnels tunnels() {
        return new NoTunnels();
    }
}
