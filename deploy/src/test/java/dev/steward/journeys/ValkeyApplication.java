package dev.steward.journeys;

import dev.steward.engine.kit.Subject.Application;
import java.util.List;
import java.util.Map;

/** An application of Valkey that has WAIT confirm what it writes. */
final class ValkeyApplication implements Application {

    private static final long PATIENCE_MILLIS = 3000;

    private final ValkeyClient client;
    private final boolean alone;

    ValkeyApplication(Map<String, Object> credentials) {
        client = new ValkeyClient(credentials);
        alone = ((List<?>) credentials.get("hosts")).size() == 1;
    }

    @Override
    public void write(String value) {
        int wanted = alone ? 0 : 1;
        long confirmations = client.onLeader(leader -> {
            leader.sadd("kit", value);
            return wanted == 0 ? 0 : leader.waitReplicas(wanted, PATIENCE_MILLIS);
        });
        if (confirmations < wanted) {
            throw new IllegalStateException(value + " was confirmed by nobody");
        }
    }

    @Override
    public boolean has(String value) {
        return client.onLeader(leader -> leader.sismember("kit", value));
    }

    @Override
    public void close() {
        client.close();
    }
}
