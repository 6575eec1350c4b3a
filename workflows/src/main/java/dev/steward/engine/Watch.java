package dev.steward.engine;

import io.temporal.activity.ActivityInterface;

/**
 * The watch over groups of clusters: long activities, served on {@code <infrastructure>/<engine>/watch}.
 */
@ActivityInterface(namePrefix = "Watch.")
public interface Watch {

    /**
     * Watches until it is cancelled, heartbeating every few seconds; signals the workflow of a cluster its verdict
     * when it has the first one, and whenever that changes.
     */
    void watch(WatchGroup group);
}
