package dev.steward.lifecycle;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/** The workflow's clock: the same at every replay. */
final class Time {

    private Time() {}

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
