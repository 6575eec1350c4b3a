package dev.steward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Diagnosis;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.cluster.Round;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchMetersTest {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final ClusterView CLUSTER = new ClusterView(
            new ClusterId("a"),
            Epoch.FIRST,
            "17",
            Map.of(),
            Extras.NONE,
            List.of(new Host(N1, "10.0.0.1", "key"), new Host(N2, "10.0.0.2", "key")),
            N1,
            "ca",
            new Credential("c", "k"));
    private static final Diagnosis NOTHING = Diagnosis.of(Epoch.FIRST, N1, List.of(N1, N2));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WatchMeters meters = new WatchMeters(registry, "postgresql");

    @Test
    void nodesAreCountedByHealthAndConcern() {
        meters.begins(CLUSTER, NOTHING);
        assertThat(gauge("steward.nodes", "health", "fine")).isZero();
        meters.sees(CLUSTER, seen());
        assertThat(gauge("steward.nodes", "health", "fine")).isEqualTo(2);
        assertThat(gauge("steward.nodes", "health", "silent")).isZero();
        assertThat(gauge("steward.nodes.of.concern", "concern", "disk_nearly_full"))
                .isEqualTo(1);
    }

    @Test
    void lagIsShownWhileAClusterIsWatchedByAnyone() {
        meters.begins(CLUSTER, NOTHING);
        meters.begins(CLUSTER, NOTHING);
        meters.sees(CLUSTER, seen());
        assertThat(gauge("steward.replication.lag.bytes", "instance", "a")).isEqualTo(60);
        meters.ends(CLUSTER);
        assertThat(gauge("steward.replication.lag.bytes", "instance", "a")).isEqualTo(60);
        meters.ends(CLUSTER);
        assertThat(registry.find("steward.replication.lag.bytes").gauge()).isNull();
        assertThat(registry.get("steward.watch.clusters").gauge().value()).isZero();
    }

    /** One process serves several: meters of the same name and labels would be registered once. */
    @Test
    void enginesAreCountedApart() {
        WatchMeters other = new WatchMeters(registry, "valkey");
        meters.begins(CLUSTER, NOTHING);
        other.begins(CLUSTER, NOTHING);
        other.sees(CLUSTER, seen());
        assertThat(gauge("steward.watch.clusters", "engine", "postgresql")).isEqualTo(1);
        assertThat(gauge("steward.watch.clusters", "engine", "valkey")).isEqualTo(1);
        assertThat(registry.get("steward.nodes")
                        .tag("engine", "valkey")
                        .tag("health", "fine")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void verdictsAndAsksAreCounted() {
        meters.told(seen().verdict().orElseThrow());
        assertThat(registry.get("steward.verdicts")
                        .tag("health", "fine")
                        .counter()
                        .count())
                .isEqualTo(2);
        meters.asked(new Silent(), 5_000_000);
        assertThat(registry.get("steward.watch.asks")
                        .tag("answer", "silent")
                        .timer()
                        .count())
                .isEqualTo(1);
        meters.late(Duration.ofMillis(-3));
        meters.late(Duration.ofMillis(30));
        assertThat(registry.get("steward.watch.lateness").timer().totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(30);
    }

    private static Diagnosis seen() {
        Follower n2 = new Follower(N2, Duration.ZERO, new Lsn(50), new Lsn(40));
        return NOTHING.after(new Round(
                Duration.ZERO,
                Map.of(N1, new Leads(new Lsn(100), List.of(n2)), N2, new Stands(true, Duration.ZERO)),
                Map.of(),
                Map.of(N2, 99)));
    }

    private double gauge(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }
}
