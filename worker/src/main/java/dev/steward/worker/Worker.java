package dev.steward.worker;

import org.slf4j.LoggerFactory;

/** The worker's process. */
public final class Worker {
    private Worker() {}

    public static void main(String[] args) {
        LoggerFactory.getLogger(Worker.class).info("The worker serves nothing yet.");
    }
}
