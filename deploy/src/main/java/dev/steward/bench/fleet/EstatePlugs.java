package dev.steward.bench.fleet;

import dev.steward.engine.Engine;
import dev.steward.engine.Host;
import dev.steward.engine.Verdicts;
import dev.steward.engine.Watch;
import dev.steward.gateway.NoTunnels;
import dev.steward.machines.Hosts;
import dev.steward.machines.Machines;
import dev.steward.node.DiskUse;
import dev.steward.node.NodeLooks;
import dev.steward.tunnels.Tunnels;
import dev.steward.watch.GroupWatch;
import dev.steward.worker.Infrastructure;
import dev.steward.worker.Plugs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The estate behind every door of a worker, whichever infrastructure and engine it serves. */
record EstatePlugs(Estate estate) implements Plugs {

    /** Of nodes whose data service can be asked for everything. */
    private static final NodeLooks NOTHING_MORE = new NodeLooks() {
        @Override
        public boolean reaches(Host from, Host to, Duration limit) {
            return false;
        }

        @Override
        public Optional<DiskUse> disk(Host host) {
            return Optional.empty();
        }
    };

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
                NOTHING_MORE,
                (cluster, host, tls) -> new HouseholdSession(estate.household(cluster), cluster, host.node()),
                verdicts,
                meters);
    }

    @Override
    public Tunnels tunnels() {
        return new NoTunnels();
    }
}
