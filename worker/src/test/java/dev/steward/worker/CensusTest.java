package dev.steward.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.RepairsWorkflow;
import dev.steward.lifecycle.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CensusTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Map<Phase, Long> instances = Map.of();
    private RepairsWorkflow.Queue queue = new RepairsWorkflow.Queue(List.of(), Map.of(), 4);

    private final Census census = new Census(
            new Registrar() {
                @Override
                public long count(String infrastructure, Phase phase) {
                    return instances.getOrDefault(phase, 0L);
                }

                @Override
                public Stream<Report> reports(String infrastructure, Phase phase, int most) {
                    return Stream.generate(() -> afterATakeOver(phase)).limit(instances.getOrDefault(phase, 0L));
                }

                @Override
                public RepairsWorkflow.Queue repairs(String infrastructure) {
                    return queue;
                }
            },
            List.of("docker"),
            meters);

    @Test
    void itTellsHowManyInstancesAreHow() {
        instances = Map.of(Phase.HEALTHY, 7L, Phase.BLOCKED, 1L);
        census.take(Duration.ofSeconds(10));
        assertThat(gauge("steward.instances", "healthy")).isEqualTo(7);
        assertThat(gauge("steward.instances", "blocked")).isEqualTo(1);
        assertThat(gauge("steward.instances", "unprotected")).isZero();
    }

    @Test
    void timeUnprotectedAddsUp() {
        instances = Map.of(Phase.UNPROTECTED, 2L);
        census.take(Duration.ofSeconds(10));
        instances = Map.of(Phase.UNPROTECTED, 1L);
        census.take(Duration.ofSeconds(10));
        instances = Map.of();
        census.take(Duration.ofSeconds(10));
        assertThat(meters.get("steward.unprotected.seconds").counter().count()).isEqualTo(30);
    }

    @Test
    void formerLeadersAreToldUntilTheyAreKnownToHaveStopped() {
        instances = Map.of(Phase.DEGRADED, 2L, Phase.HEALTHY, 5L);
        census.take(Duration.ofSeconds(10));
        assertThat(meters.get("steward.nodes.unfenced.now").gauge().value()).isEqualTo(2);
        instances = Map.of(Phase.HEALTHY, 7L);
        census.take(Duration.ofSeconds(10));
        assertThat(meters.get("steward.nodes.unfenced.now").gauge().value()).isZero();
    }

    @Test
    void repairsThatWaitAreToldApartFromThoseUnderWay() {
        queue = new RepairsWorkflow.Queue(List.of("a", "b", "c"), Map.of("d", Instant.EPOCH), 1);
        census.take(Duration.ofSeconds(10));
        assertThat(meters.get("steward.repairs.waiting").gauge().value()).isEqualTo(3);
        assertThat(meters.get("steward.repairs.underway").gauge().value()).isEqualTo(1);
    }

    private double gauge(String name, String phase) {
        return meters.get(name)
                .tag("infrastructure", "docker")
                .tag("phase", phase)
                .gauge()
                .value();
    }

    /** The first node led; whether it has stopped nobody knows. */
    private static Report afterATakeOver(Phase phase) {
        return new Report(
                null,
                Life.LIVE,
                phase,
                null,
                List.of(),
                Epoch.FIRST.next(),
                NodeName.of(2),
                Redundancy.NONE,
                List.of(),
                List.of(member(1, false), member(2, true), member(3, true)),
                null,
                null,
                List.of(),
                List.of());
    }

    private static Report.Member member(int ordinal, boolean fenced) {
        return new Report.Member(
                NodeName.of(ordinal), "10.0.0." + ordinal, "m", Health.FINE, Set.of(), "", fenced, null, 0);
    }
}
