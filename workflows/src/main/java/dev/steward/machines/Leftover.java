package dev.steward.machines;

import org.jspecify.annotations.Nullable;

/**
 * Something rented that exists now.
 *
 * @param kind network, address, disk or machine, in the infrastructure's own words
 * @param id what the infrastructure calls it
 * @param owner to whom it belongs, by its tag
 * @param label by what it is given back; null for what belongs to a whole cluster
 */
public record Leftover(
        String kind, String id, Owner owner, @Nullable Label label) {

    /** What belongs to a whole cluster. */
    public Leftover(String kind, String id, Owner owner) {
        this(kind, id, owner, null);
    }
}
