package dev.steward.broker.clusters;

import dev.steward.cluster.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Holds orders against quotas, by Temporal's index and what was admitted lately. */
final class Admission {

    private static final String EXISTING = "WorkflowType = 'Cluster' AND ExecutionStatus = 'Running'";

    /** Between a broker's clock and Temporal's. */
    private static final Duration SKEW = Duration.ofSeconds(1);

    private final ToLongFunction<String> counted;
    private final Newcomers newcomers = new Newcomers();

    /**
     * An admission.
     *
     * @param counted how many workflows the index shows, by a list filter
     */
    Admission(ToLongFunction<String> counted) {
        this.counted = counted;
    }

    /** The first of these quotas that leaves no room for an instance. Without one, it has been admitted. */
    Optional<Quota> full(ClusterId id, List<Quota> quotas) {
        Instant now = Instant.now();
        Map<Quota, Newcomers.Count> counts = new LinkedHashMap<>();
        quotas.forEach(q -> counts.put(q, count(q, now)));
        return newcomers.admit(id, counts, now);
    }

    private Newcomers.Count count(Quota quota, Instant now) {
        String query = EXISTING + quota.condition().map(c -> " AND " + c).orElse("");
        Instant settled = now.minus(Newcomers.LATELY).minus(SKEW);
        return new Newcomers.Count(
                counted.applyAsLong(query), counted.applyAsLong(query + " AND StartTime < '" + settled + "'"));
    }

    /** It was not taken on after all, or is being deleted. */
    void forget(ClusterId id) {
        newcomers.forget(id);
    }
}
