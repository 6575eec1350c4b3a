package dev.steward.journeys;

import dev.steward.engine.kit.EngineKit;
import dev.steward.engine.kit.Subject;
import dev.steward.engine.valkey.ValkeyEngine;
import dev.steward.engine.valkey.ValkeyWatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Valkey passes the kit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValkeyEngineKitJourney implements EngineKit {

    private final Subject subject = new LabSubject(
            new EngineLab("steward-kit-valkey", "10.89.1", "8.1"),
            ValkeyEngine::new,
            ValkeyWatch.sessions(),
            "valkey-server",
            ValkeyApplication::new);

    @Override
    public Subject subject() {
        return subject;
    }

    @AfterAll
    void close() {
        subject.close();
    }
}
