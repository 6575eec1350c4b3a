package dev.steward.bench.fleet;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaders that die in the same moment, and how long each cluster is without one. */
final class Storm {

    private static final Duration LOOK = Duration.ofMillis(5);

    private final Estate estate;
    private final Duration limit;

    /**
     * None yet.
     *
     * @param limit how long it is waited for new leaders
     */
    Storm(Estate estate, Duration limit) {
        this.estate = estate;
        this.limit = limit;
    }

    private record Struck(Household household, NodeName former, long since) {}

    /**
     * Kills so many leaders.
     *
     * @return the times until the clusters had another one; of those that had none within the limit there is no time
     */
    List<Duration> strike(int clusters) throws InterruptedException {
        Misfortunes misfortunes = estate.door(Misfortunes.class);
        List<Struck> waiting = new ArrayList<>();
        estate.households().stream()
                .filter(h ->
                        h.leader().isPresent() && h.view().map(v -> !v.single()).orElse(false))
                .limit(clusters)
                .forEach(h -> waiting.add(strike(h, misfortunes)));
        List<Duration> times = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK);
            long now = System.nanoTime();
            waiting.removeIf(s -> {
                boolean led =
                        s.household.leader().filter(n -> !n.equals(s.former)).isPresent();
                return led && times.add(Duration.ofNanos(now - s.since));
            });
        }
        return times;
    }

    private static Struck strike(Household household, Misfortunes misfortunes) {
        ClusterView view = household.view().orElseThrow();
        Optional<NodeName> leader = household.leader();
        Struck struck = new Struck(household, leader.orElseThrow(), System.nanoTime());
        misfortunes.kill(view, struck.former);
        return struck;
    }
}
