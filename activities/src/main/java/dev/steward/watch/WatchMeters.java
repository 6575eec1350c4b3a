package dev.steward.watch;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Concern;
import dev.steward.cluster.Diagnosis;
import dev.steward.cluster.Finding;
import dev.steward.cluster.Health;
import dev.steward.cluster.Lag;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Verdict;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the watch of this worker counts: its own pace, and what it sees. Named in operations.md. */
final class WatchMeters {

    private static final String ENGINE = "engine";

    private final MeterRegistry registry;
    private final String engine;
    private final Map<ClusterId, Watched> watched = new ConcurrentHashMap<>();
    private final Map<Class<? extends Observation>, Timer> asks = new ConcurrentHashMap<>();
    private final Map<Health, Counter> verdicts = new EnumMap<>(Health.class);
    private final Timer lateness;
    private final Counter hangUps;

    /** A cluster that is watched, by one watch or by several that overlap; and what the latest round showed. */
    private static final class Watched {
        private final List<Host> hosts;
        private final List<Meter> meters;
        private volatile Diagnosis diagnosis;
        private int watches = 1;

        Watched(List<Host> hosts, Diagnosis diagnosis, List<Meter> meters) {
            this.hosts = hosts;
            this.diagnosis = diagnosis;
            this.meters = meters;
        }
    }

    /**
     * Of one engine.
     *
     * @param engine by which its meters are told from those of others
     */
    WatchMeters(MeterRegistry registry, String engine) {
        this.registry = registry;
        this.engine = engine;
        lateness = Timer.builder("steward.watch.lateness")
                .description("How late rounds began")
                .tag(ENGINE, engine)
                .register(registry);
        hangUps = Counter.builder("steward.watch.hang.ups")
                .description("Sessions of leaders that ended between two asks")
                .tag(ENGINE, engine)
                .register(registry);
        Gauge.builder("steward.watch.clusters", watched, Map::size)
                .description("Clusters this worker watches")
                .tag(ENGINE, engine)
                .register(registry);
        for (Health health : Health.values()) {
            verdicts.put(
                    health,
                    Counter.builder("steward.verdicts")
                            .tag("health", word(health))
                            .description("Findings told to clusters' workflows, one for each node of a verdict")
                            .tag(ENGINE, engine)
                            .register(registry));
            Gauge.builder("steward.nodes", this, m -> m.count(f -> f.health() == health))
                    .tag("health", word(health))
                    .description("Nodes this worker watches, by what it concludes of them")
                    .tag(ENGINE, engine)
                    .register(registry);
        }
        for (Concern concern : Concern.values()) {
            Gauge.builder(
                            "steward.nodes.of.concern",
                            this,
                            m -> m.count(f -> f.concerns().contains(concern)))
                    .tag("concern", word(concern))
                    .description("Nodes this worker watches about which it is concerned")
                    .tag(ENGINE, engine)
                    .register(registry);
        }
    }

    void begins(ClusterView cluster, Diagnosis diagnosis) {
        watched.compute(cluster.id(), (id, known) -> {
            if (known == null) {
                return new Watched(cluster.hosts(), diagnosis, cluster.single() ? List.of() : lags(id));
            }
            known.watches++;
            return known;
        });
    }

    private List<Meter> lags(ClusterId id) {
        return List.of(
                lag("steward.replication.lag", "seconds", id, l -> l.behind().toMillis() / 1000.0),
                lag("steward.replication.lag", "bytes", id, Lag::unreplayed));
    }

    private Gauge lag(String name, String unit, ClusterId id, ToDoubleFunction<Lag> of) {
        return Gauge.builder(name + "." + unit, this, m -> m.worstLag(id, of))
                .tag("instance", id.value())
                .description("How far the standby that is furthest behind is behind in replay")
                .tag(ENGINE, engine)
                .register(registry);
    }

    void sees(ClusterView cluster, Diagnosis diagnosis) {
        Watched known = watched.get(cluster.id());
        if (known != null) {
            known.diagnosis = diagnosis;
        }
    }

    void ends(ClusterView cluster) {
        watched.computeIfPresent(cluster.id(), (id, known) -> {
            if (--known.watches > 0) {
                return known;
            }
            known.meters.forEach(registry::remove);
            return null;
        });
    }

    void asked(Observation answer, long nanos) {
        asks.computeIfAbsent(answer.getClass(), this::ask).record(Duration.ofNanos(nanos));
    }

    private Timer ask(Class<? extends Observation> answer) {
        return Timer.builder("steward.watch.asks")
                .tag("answer", answer.getSimpleName().toLowerCase(Locale.ROOT))
                .description("Asks of nodes, by what they brought")
                .tag(ENGINE, engine)
                .register(registry);
    }

    void late(Duration by) {
        lateness.record(by.isNegative() ? Duration.ZERO : by);
    }

    void hungUp() {
        hangUps.increment();
    }

    void told(Verdict verdict) {
        verdict.findings()
                .forEach(f -> Objects.requireNonNull(verdicts.get(f.health())).increment());
    }

    private double count(Predicate<Finding> which) {
        return watched.values().stream()
                .flatMap(w -> w.diagnosis.verdict().stream())
                .flatMap(v -> v.findings().stream())
                .filter(which)
                .count();
    }

    private double worstLag(ClusterId id, ToDoubleFunction<Lag> of) {
        return Stream.ofNullable(watched.get(id))
                .flatMap(w -> w.hosts.stream().flatMap(h -> w.diagnosis.lag(h.node()).stream()))
                .mapToDouble(of)
                .max()
                .orElse(Double.NaN);
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
