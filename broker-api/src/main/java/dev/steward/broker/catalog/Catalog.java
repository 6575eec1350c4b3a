package dev.steward.broker.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What platforms are offered (OSB 2.17, Catalog Management).
 *
 * @param offerings at least one
 * @param quotas how many instances there may be
 */
public record Catalog(List<Offering> offerings, Quotas quotas) {

    public Catalog {
        offerings = List.copyOf(offerings);
    }

    /** The offering of this id, if there is one. */
    public Optional<Offering> offering(String id) {
        return offerings.stream().filter(o -> o.id().equals(id)).findFirst();
    }
}
