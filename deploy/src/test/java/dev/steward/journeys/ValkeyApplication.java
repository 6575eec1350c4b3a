package dev.steward.journeys;

import dev.steward.engine.kit.Subject.Application;
import java.util.List;
import java.util.Map;

/** An application of Valkey that has WAIT confirm what it writes, in a session for each thing done. */
final class ValkeyApplication implements Application {

    private static final long PATIENCE_MILLIS = 3000;

    private final Map<String, Object> credentials;
    private final boolean alone;

    ValkeyApplication(Map<String, Object> credentials) {
        this.credentials = credentials;
        alone = ((List<?>) credentials.get("hosts")).size() == 1;
    }

    @Override
    public void write(String value) {
        try (ValkeyClient client = new ValkeyClient(credentials)) {
            boolean confirmed = client.onLeader(leader -> {
                leader.sadd("kit", value);
                return alone || leader.waitReplicas(1, PATIENCE_MILLIS) >= 1;
            });
            if (!confirmed) {
                throw new IllegalStateException(value + " was confirmed by nobody");
            }
        }
    }

    @Override
    public boolean has(String value) {
        try (ValkeyClient client = new ValkeyClient(credentials)) {
            return client.onLeader(leader -> leader.sismember("kit", value));
        }
    }

    @Override
    public void close() {
        // nothing stays open
    }
}
