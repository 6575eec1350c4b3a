package dev.steward.worker;

import dev.steward.engine.Engine;
import dev.steward.engine.Verdicts;
import dev.steward.engine.Watch;
import dev.steward.engine.postgresql.PostgresqlEngine;
import dev.steward.engine.postgresql.PostgresqlWatch;
import dev.steward.engine.valkey.ValkeyEngine;
import dev.steward.engine.valkey.ValkeyWatch;
import dev.steward.gateway.GatewaySettings;
import dev.steward.gateway.NoTunnels;
import dev.steward.gateway.Passes;
import dev.steward.machines.Hosts;
import dev.steward.remote.Ssh;
import dev.steward.remote.SshHosts;
import dev.steward.tunnels.Tunnels;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;

/** Infrastructures as the operator has set them, and all data services. One is added here, by a line. */
final class ConfiguredPlugs implements Plugs {

    private final Settings settings;
    private final Ssh ssh;
    private final Tunnels tunnels;

    ConfiguredPlugs(Settings settings, Ssh ssh) {
        this.settings = settings;
        this.ssh = ssh;
        tunnels = settings.tunnels().<Tunnels>map(ConfiguredPlugs::passes).orElseGet(NoTunnels::new);
    }

    private static Tunnels passes(GatewaySettings gateway) {
        try {
            return new Passes(gateway);
        } catch (IOException e) {
            throw new IllegalArgumentException("tunnels: the host key can't be read: " + e, e);
        }
    }

    @Override
    public Infrastructure infrastructure(String name) {
        return settings.infrastructure(name);
    }

    @Override
    public Hosts hosts() {
        return new SshHosts(ssh);
    }

    @Override
    public Engine engine(String name) {
        return switch (name) {
            case "postgresql" -> new PostgresqlEngine(ssh);
            case "valkey" -> new ValkeyEngine(ssh);
            default -> throw missing(name);
        };
    }

    @Override
    public Watch watch(String engine, Verdicts verdicts, MeterRegistry meters) {
        return switch (engine) {
            case "postgresql" -> PostgresqlWatch.over(ssh, verdicts, meters);
            case "valkey" -> ValkeyWatch.over(ssh, verdicts, meters);
            default -> throw missing(engine);
        };
    }

    @Override
    public Tunnels tunnels() {
        return tunnels;
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("engines: there is none called " + name);
    }
}
