package dev.steward.lifecycle;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Request;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of an instance in Temporal without opening its history. Search attributes are not encrypted: nothing of
 * users is among them. The memo is.
 */
final class Publication {

    private final Cluster cluster;
    private @Nullable Phase phase;
    private List<String> told = List.of();
    private Caller caller = Caller.UNNAMED;

    Publication(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Says it, if anything has changed since it was last said. */
    void say(String reason) {
        Phase now = cluster.phase();
        ClusterSpec spec = cluster.ordered();
        Caller asking = asking(spec);
        List<String> telling = telling(spec.request());
        if (now == phase && telling.equals(told) && asking.equals(caller)) {
            return;
        }
        Workflow.setCurrentDetails(now + ": " + reason);
        Workflow.upsertTypedSearchAttributes(attributes(spec, now, telling, asking));
        if (!asking.equals(caller)) {
            Workflow.upsertMemo(Map.of("request", asking.request(), "user", asking.user()));
        }
        phase = now;
        told = telling;
        caller = asking;
    }

    private Caller asking(ClusterSpec spec) {
        Operation last = cluster.operation();
        return Objects.requireNonNullElse(
                last == null ? null : last.caller(), spec.request().caller());
    }

    /** Organisation, space and name. */
    private static List<String> telling(Request request) {
        return List.of(
                SearchAttributes.organization(request),
                SearchAttributes.space(request),
                SearchAttributes.shortened(request.told("instance_name")));
    }

    private static SearchAttributeUpdate<?>[] attributes(
            ClusterSpec spec, Phase phase, List<String> telling, Caller caller) {
        return new SearchAttributeUpdate<?>[] {
            SearchAttributes.INSTANCE.valueSet(spec.id().value()),
            SearchAttributes.PLAN.valueSet(spec.plan()),
            SearchAttributes.INFRASTRUCTURE.valueSet(spec.infrastructure()),
            SearchAttributes.MODE.valueSet(spec.single() ? "single" : "cluster"),
            SearchAttributes.PHASE.valueSet(phase.name()),
            SearchAttributes.ORGANIZATION.valueSet(telling.get(0)),
            SearchAttributes.SPACE.valueSet(telling.get(1)),
            SearchAttributes.NAME.valueSet(telling.get(2)),
            SearchAttributes.REQUEST.valueSet(SearchAttributes.shortened(caller.request()))
        };
    }
}
