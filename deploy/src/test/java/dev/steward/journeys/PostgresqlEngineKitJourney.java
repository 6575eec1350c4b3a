package dev.steward.journeys;

import dev.steward.engine.kit.EngineKit;
import dev.steward.engine.kit.Subject;
import dev.steward.engine.postgresql.PostgresqlEngine;
import dev.steward.engine.postgresql.PostgresqlWatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL passes the kit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlEngineKitJourney implements EngineKit {

    private final Subject subject = new LabSubject(
            new EngineLab("steward-kit-postgresql", "10.89.0", "17"),
            PostgresqlEngine::new,
            PostgresqlWatch.sessions(),
            "postgres",
            PostgresqlApplication::new);

    @Override
    public Subject subject() {
        return subject;
    }

    @AfterAll
    void close() {
        subject.close();
    }
}
