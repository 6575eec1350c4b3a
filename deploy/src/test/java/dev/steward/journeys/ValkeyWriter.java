package dev.steward.journeys;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.exceptions.JedisException;

/** Writes values, none of them twice, and keeps those that were acknowledged, or confirmed by WAIT. */
final class ValkeyWriter implements AutoCloseable {

    static final String SET = "written";
    private static final long PATIENCE_MILLIS = 1000;

    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final ValkeyClient client;
    private final String name;
    private final boolean waits;
    private final Thread thread;
    private volatile boolean closed;

    ValkeyWriter(Map<String, Object> credentials, String name, boolean waits) {
        client = new ValkeyClient(credentials);
        this.name = name;
        this.waits = waits;
        thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        for (long n = 0; !closed; n++) {
            String value = name + "-" + n;
            try {
                if (client.onLeader(leader -> {
                    leader.sadd(SET, value);
                    return !waits || leader.waitReplicas(1, PATIENCE_MILLIS) >= 1;
                })) {
                    kept.add(value);
                }
            } catch (JedisException e) {
                Thread.onSpinWait(); // not acknowledged: the next one may be
            }
        }
        client.close();
    }

    /** What was acknowledged, and confirmed if it waits for that. */
    Set<String> kept() {
        return Set.copyOf(kept);
    }

    boolean waits() {
        return waits;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
