package dev.steward.worker;

import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.RepairsWorkflow;
import dev.steward.lifecycle.Report;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How all instances of the served infrastructures are now: counted every few seconds, named in operations.md. Every
 * worker counts all of them, so that a figure doesn't depend on which one is asked.
 */
final class Census implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Census.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Asking many for details would burden those that are being mended. */
    private static final int DETAILS = 50;

    /** In which a former leader may be left that nobody has confirmed to have stopped. */
    private static final List<Phase> UNSETTLED = List.of(Phase.DEGRADED, Phase.UNPROTECTED, Phase.BLOCKED);

    private final Registrar registrar;
    private final List<Region> regions = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("census").factory());

    /** What was counted last in an infrastructure. */
    private static final class Region {
        private final String infrastructure;
        private final Map<Phase, AtomicLong> instances = new EnumMap<>(Phase.class);
        private final AtomicLong unfenced = new AtomicLong();
        private final AtomicLong waiting = new AtomicLong();
        private final AtomicLong repaired = new AtomicLong();
        private final Counter unprotected;

        Region(String infrastructure, MeterRegistry meters) {
            this.infrastructure = infrastructure;
            for (Phase phase : Phase.values()) {
                Gauge.builder(
                                "steward.instances",
                                instances.computeIfAbsent(phase, p -> new AtomicLong()),
                                n -> n.get())
                        .tag("infrastructure", infrastructure)
                        .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                        .description("Instances by phase")
                        .register(meters);
            }
            gauge(meters, "steward.nodes.unfenced.now", unfenced, "Former leaders not known to have stopped");
            gauge(meters, "steward.repairs.waiting", waiting, "Repairs of machines that wait for their turn");
            gauge(meters, "steward.repairs.underway", repaired, "Repairs of machines whose turn it is");
            unprotected = Counter.builder("steward.unprotected.seconds")
                    .tag("infrastructure", infrastructure)
                    .description("Time for which instances have been unprotected, all together")
                    .register(meters);
        }

        long count(Phase phase) {
            return Objects.requireNonNull(instances.get(phase)).get();
        }

        private void gauge(MeterRegistry meters, String name, AtomicLong value, String description) {
            Gauge.builder(name, value, AtomicLong::get)
                    .tag("infrastructure", infrastructure)
                    .description(description)
                    .register(meters);
        }
    }

    Census(Registrar registrar, List<String> infrastructures, MeterRegistry meters) {
        this.registrar = registrar;
        infrastructures.stream().distinct().forEach(i -> regions.add(new Region(i, meters)));
    }

    void start() {
        var _ = clock.scheduleWithFixedDelay(this::takeIfPossible, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void takeIfPossible() {
        try {
            take(INTERVAL);
        } catch (RuntimeException e) {
            LOG.warn("instances can't be counted now: {}", e.toString()); // the next census is near
        }
    }

    /**
     * Counts.
     *
     * @param past since it was counted last
     */
    void take(Duration past) {
        for (Region region : regions) {
            region.instances.forEach((phase, n) -> n.set(registrar.count(region.infrastructure, phase)));
            long unprotected = region.count(Phase.UNPROTECTED);
            region.unprotected.increment(unprotected * past.toMillis() / 1000.0);
            region.unfenced.set(UNSETTLED.stream()
                    .flatMap(phase -> reports(region, phase))
                    .flatMap(report -> report.members().stream())
                    .filter(member -> !member.fenced())
                    .count());
            RepairsWorkflow.Queue queue = registrar.repairs(region.infrastructure);
            region.waiting.set(queue.waiting().size());
            region.repaired.set(queue.turns().size());
        }
    }

    private Stream<Report> reports(Region region, Phase phase) {
        if (region.count(phase) == 0) {
            return Stream.empty();
        }
        try {
            return registrar.reports(region.infrastructure, phase, DETAILS).toList().stream();
        } catch (WorkflowException e) {
            LOG.debug("an instance does not answer now", e);
            return Stream.empty();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
