package dev.steward.upgrade;

import dev.steward.instances.Found;

/** Where an instance is upgraded. */
@FunctionalInterface
public interface Workshop {

    /** Upgrades one, and returns when that has ended. */
    Outcome upgrade(Found instance);
}
