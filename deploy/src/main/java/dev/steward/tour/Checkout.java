package dev.steward.tour;

import java.util.ArrayList;
import java.util.List;

/** Gives back what was ordered and is still there, once, however the tour ends. */
public final class Checkout {

    private final List<Tenant> staying = new ArrayList<>();

    synchronized void arrived(Tenant tenant) {
        staying.add(tenant);
    }

    synchronized void left(Tenant tenant) {
        staying.remove(tenant);
    }

    public synchronized boolean isEmpty() {
        return staying.isEmpty();
    }

    /**
     * Deprovisions everything that is still there.
     *
     * @return a sentence for each that could not be
     */
    public synchronized List<String> everybody() {
        List<String> failures = new ArrayList<>();
        for (Tenant tenant : List.copyOf(staying)) {
            try {
                tenant.deprovision();
            } catch (RuntimeException e) {
                failures.add(tenant.id() + " could not be deprovisioned: " + e.getMessage());
            }
        }
        staying.clear();
        return failures;
    }
}
