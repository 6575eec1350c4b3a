package dev.steward.broker.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How many instances there may be, of whatever plan.
 *
 * @param instances in all; null for as many as there is room for
 * @param perOrganization for each organisation that a platform names; null for any number
 */
public record Quotas(@Nullable Integer instances, @Nullable Integer perOrganization) {

    public static final Quotas NONE = new Quotas(null, null);
}
