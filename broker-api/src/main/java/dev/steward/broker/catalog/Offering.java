package dev.steward.broker.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service that is offered (OSB 2.17, Service Offering Object).
 *
 * @param id a UUID by which platforms know it, for good
 * @param name by which people ask for it
 * @param description one line
 * @param engine the data service behind it
 * @param tags what sort of thing it is, for applications that look for one
 * @param metadata for display, passed on as it is
 * @param dashboard where instances are shown; null when they are not
 * @param plans at least one
 */
public record Offering(
        String id,
        String name,
        String description,
        String engine,
        List<String> tags,
        Map<String, Object> metadata,
        @Nullable Dashboard dashboard,
        List<Plan> plans) {

    public Offering {
        tags = List.copyOf(tags);
        metadata = Map.copyOf(metadata);
        plans = List.copyOf(plans);
    }

    /** The plan of this id, if there is one. */
    public Optional<Plan> plan(String planId) {
        return plans.stream().filter(p -> p.id().equals(planId)).findFirst();
    }

    /** Whether an instance of this plan can become one of another. */
    boolean isUpdateable(Plan plan) {
        return plans.stream().anyMatch(other -> !other.equals(plan) && plan.canBecome(other));
    }
}
