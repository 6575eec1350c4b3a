package dev.steward.worker;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Verdict;
import dev.steward.engine.Engine;
import dev.steward.engine.Watch;
import dev.steward.engine.postgresql.PostgresqlEngine;
import dev.steward.engine.postgresql.PostgresqlWatch;
import dev.steward.engine.valkey.ValkeyEngine;
import dev.steward.engine.valkey.ValkeyWatch;
import dev.steward.gateway.GatewaySettings;
import dev.steward.gateway.NoTunnels;
import dev.steward.gateway.Passes;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.remote.Ssh;
import dev.steward.tunnels.Tunnels;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.io.IOException;

/** What is plugged into the doors. A data service is added here, by a line. */
final class Plugs {

    private final Settings settings;
    private final Ssh ssh;
    private final WorkflowClient client;
    private final MeterRegistry meters;
    private final Tunnels tunnels;

    Plugs(Settings settings, Ssh ssh, WorkflowClient client, MeterRegistry meters) {
        this.settings = settings;
        this.ssh = ssh;
        this.client = client;
        this.meters = meters;
        tunnels = settings.tunnels().<Tunnels>map(Plugs::passes).orElseGet(NoTunnels::new);
    }

    private static Tunnels passes(GatewaySettings gateway) {
        try {
            return new Passes(gateway);
        } catch (IOException e) {
            throw new IllegalArgumentException("tunnels: the host key can't be read: " + e, e);
        }
    }

    Infrastructure infrastructure(String name) {
        return settings.infrastructure(name);
    }

    Engine engine(String engine) {
        return switch (engine) {
            case "postgresql" -> new PostgresqlEngine(ssh);
            case "valkey" -> new ValkeyEngine(ssh);
            default -> throw missing(engine);
        };
    }

    Watch watch(String engine) {
        return switch (engine) {
            case "postgresql" -> PostgresqlWatch.over(ssh, this::tell, meters);
            case "valkey" -> ValkeyWatch.over(ssh, this::tell, meters);
            default -> throw missing(engine);
        };
    }

    Tunnels tunnels() {
        return tunnels;
    }

    private boolean tell(ClusterId cluster, Verdict verdict) {
        try {
            client.newWorkflowStub(ClusterWorkflow.class, WorkflowIds.cluster(cluster))
                    .verdict(verdict);
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("engines: there is none called " + name);
    }
}
