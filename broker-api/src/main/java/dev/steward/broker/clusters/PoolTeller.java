package dev.steward.broker.clusters;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Temporal which pools there are to be, and what they go by, again and again until it has heard of it. */
public final class PoolTeller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolTeller.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Clusters clusters;
    private final List<PoolWish> wanted;
    private final Thread telling = Thread.ofVirtual().unstarted(this::tell);

    public PoolTeller(Clusters clusters, List<PoolWish> wanted) {
        this.clusters = clusters;
        this.wanted = List.copyOf(wanted);
    }

    /** Begins; returns at once. */
    public void start() {
        telling.start();
    }

    private void tell() {
        try {
            while (!(clusters.pools(wanted) instanceof Answer.Given<?>)) {
                LOG.warn("Temporal has not heard yet which pools there are to be");
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the broker stops
        }
    }

    @Override
    public void close() {
        telling.interrupt();
    }
}
