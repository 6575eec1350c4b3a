package dev.steward.lifecycle;

import com.uber.m3.tally.Scope;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.Node;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Stock;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What workflows count, named in operations.md. Workflow code runs again when it is replayed; Temporal's scope counts
 * only what happens the first time. Times are the workflow's: they have passed on its clock.
 */
final class Meters {

    private static final String OUTCOME = "outcome";

    private Instant lap = Time.now();
    private final Map<String, String> pool;

    Meters() {
        this(Map.of());
    }

    private Meters(Map<String, String> pool) {
        this.pool = pool;
    }

    /** Of one pool. */
    static Meters ofPool(String plan, String infrastructure) {
        return new Meters(Map.of("plan", plan, "infrastructure", infrastructure));
    }

    /** What a pool has. */
    void stock(Stock stock) {
        for (Stage stage : Stage.values()) {
            Map<String, String> tags = Map.of("stage", stage.name().toLowerCase(Locale.ROOT));
            scope(pool).tagged(tags).gauge("steward_pool_members").update(stock.count(stage));
        }
    }

    /** A pool was asked, and had a member or not. */
    void claimed(boolean hit) {
        scope(pool)
                .tagged(Map.of(OUTCOME, hit ? "hit" : "miss"))
                .counter("steward_pool_claims")
                .inc(1);
    }

    /** A member that had been ready for so long was given away. */
    void givenAway(Duration age) {
        time("steward_pool_age", pool, age);
    }

    /** What was given away has become an instance. */
    void handedOver(Duration took) {
        time("steward_pool_hand_over", pool, took);
    }

    /** A member was made for a pool. */
    void refilled(Duration took) {
        time("steward_pool_refill", pool, took);
    }

    /** A member could not be made for a pool. */
    void refillFailed() {
        scope(pool).counter("steward_pool_refill_failures").inc(1);
    }

    /** A phase of a take-over has ended; the next one begins. */
    void phaseEnded(String phase) {
        Instant now = Time.now();
        time("steward_take_over", Map.of("phase", phase), Duration.between(lap, now));
        lap = now;
    }

    /** A take-over has ended. */
    static void tookOver(String reason, FailOverWorkflow.Outcome outcome) {
        String word = switch (outcome) {
            case FailOverWorkflow.TookOver t -> "took_over";
            case FailOverWorkflow.MayLead m -> "may_lead";
            case FailOverWorkflow.Blocked b -> "blocked";
            case FailOverWorkflow.Superseded s -> "superseded";
        };
        scope(Map.of("cause", cause(reason), OUTCOME, word))
                .counter("steward_take_overs")
                .inc(1);
    }

    /** A repair has ended. */
    void repaired(RecoverWorkflow.Outcome outcome) {
        String word = switch (outcome) {
            case RecoverWorkflow.Recovered r -> "recovered";
            case RecoverWorkflow.NotRecovered n -> "not_recovered";
        };
        time("steward_repairs", Map.of(OUTCOME, word), Duration.between(lap, Time.now()));
    }

    /** A repair of a machine has waited for its turn. */
    void turnCame() {
        time("steward_repair_turns", Map.of(), Duration.between(lap, Time.now()));
    }

    /** A cluster has changed: former leaders are left behind or known to have stopped, commits lose or regain a second copy. */
    static void became(ClusterState before, ClusterState now) {
        if (before.life() != Life.LIVE || now.life() != Life.LIVE || now.nodes().size() < 2) {
            return;
        }
        List<Node> known = now.nodes().stream()
                .filter(n -> before.names().contains(n.name()))
                .toList();
        for (Node node : known) {
            boolean wasFenced = before.node(node.name()).fenced();
            if (wasFenced != node.fenced()) {
                count(node.fenced() ? "steward_nodes_fenced" : "steward_nodes_unfenced");
            }
        }
        boolean unprotected = now.leadership().mayBeUnprotected();
        if (before.leadership().mayBeUnprotected() != unprotected) {
            count(unprotected ? "steward_clusters_unprotected" : "steward_clusters_protected");
        }
    }

    /** How many things belong to nobody, and how many were given back just now. */
    static void orphans(int found, int givenBack) {
        scope(Map.of()).gauge("steward_orphans").update(found - givenBack);
        scope(Map.of()).counter("steward_orphans_given_back").inc(givenBack);
    }

    private static void count(String name) {
        scope(Map.of()).counter(name).inc(1);
    }

    /** The health that led to it; evidence begins with it. */
    static String cause(String reason) {
        return Arrays.stream(Health.values())
                .map(Health::name)
                .filter(name -> reason.equals(name) || reason.startsWith(name + ":"))
                .findFirst()
                .orElse("other")
                .toLowerCase(Locale.ROOT);
    }

    private static void time(String name, Map<String, String> tags, Duration time) {
        scope(tags).timer(name).record(com.uber.m3.util.Duration.ofNanos(time.toNanos()));
    }

    private static Scope scope(Map<String, String> tags) {
        return Workflow.getMetricsScope().tagged(tags);
    }
}
