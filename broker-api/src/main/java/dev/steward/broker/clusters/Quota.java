package dev.steward.broker.clusters;

import dev.steward.lifecycle.SearchAttributes;
import java.util.Optional;

/**
 * How many instances of a kind there may be.
 *
 * @param kind for the user, as in "there are already 5 instances …"
 * @param condition which instances are of this kind, as Temporal's list filter has it; empty: all
 * @param most how many
 */
public record Quota(String kind, Optional<String> condition, int most) {

    public static Quota ofAll(int most) {
        return new Quota("in all", Optional.empty(), most);
    }

    public static Quota ofPlan(String plan, int most) {
        return new Quota("of the plan " + plan, Optional.of(SearchAttributes.is(SearchAttributes.PLAN, plan)), most);
    }

    /** @param organization as the platform names it; not told to the user, who may not know the name */
    public static Quota ofOrganization(String organization, int most) {
        return new Quota(
                "of your organisation",
                Optional.of(SearchAttributes.is(SearchAttributes.ORGANIZATION, organization)),
                most);
    }

    /** For the user, when it is used up. */
    String sentence() {
        return "There are already " + most + " instances " + kind + ", and no more are allowed; delete one, or ask the"
                + " operator for a larger quota.";
    }
}
