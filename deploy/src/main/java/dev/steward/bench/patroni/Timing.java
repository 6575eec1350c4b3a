package dev.steward.bench.patroni;

import java.util.Map;

/**
 * How patient a Patroni is. Its documentation (dynamic configuration) demands loop wait + 2 x retry time-out <= ttl, and
 * allows no less than a ttl of 20 s, a loop wait of 1 s and a retry time-out of 3 s.
 *
 * @param label tells it apart
 * @param ttl after how long without a sign of life a leader is replaced, in seconds
 * @param loopWait between two looks, in seconds
 * @param retryTimeout for how long a leader tries to reach etcd before it steps down, in seconds
 * @param primaryStartTimeout for how long a crashed PostgreSQL may recover before another node leads, in seconds
 * @param parameters settings of PostgreSQL beyond its defaults
 */
public record Timing(
        String label,
        int ttl,
        int loopWait,
        int retryTimeout,
        int primaryStartTimeout,
        Map<String, String> parameters) {

    /** What Patroni does when nobody tells it otherwise. */
    public static final Timing DEFAULTS = new Timing("defaults", 30, 10, 10, 300, Map.of());

    /**
     * The least that its documentation allows, a crashed leader replaced at once (safe with synchronous mode, it says),
     * and PostgreSQL as impatient as Steward's.
     */
    public static final Timing AGGRESSIVE = new Timing(
            "aggressive",
            20,
            1,
            3,
            0,
            Map.of(
                    "wal_receiver_status_interval", "1s",
                    "wal_receiver_timeout", "5s",
                    "wal_sender_timeout", "5s",
                    "wal_retrieve_retry_interval", "200ms"));

    public Timing {
        if (ttl < 20 || loopWait < 1 || retryTimeout < 3 || loopWait + 2 * retryTimeout > ttl) {
            throw new IllegalArgumentException("Patroni would not take these times as they are");
        }
        parameters = Map.copyOf(parameters);
    }
}
