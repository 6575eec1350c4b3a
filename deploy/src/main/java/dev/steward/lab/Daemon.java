package dev.steward.lab;

import java.nio.file.Path;

/** A process of the control plane, to be killed and started again. */
public interface Daemon {

    /** {@code worker}, {@code temporal}. */
    String name();

    boolean isRunning();

    /** kill -9. */
    void kill();

    /** Starts it again as it was, and waits until it serves. */
    void start();

    /** What it says. */
    Path log();
}
