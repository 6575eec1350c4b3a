package dev.steward.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times of one thing, measured again and again. Thread-safe. */
public final class Samples {

    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();

    public static Samples of(Collection<Duration> times) {
        Samples samples = new Samples();
        times.forEach(samples::add);
        return samples;
    }

    public void add(Duration time) {
        times.add(time);
    }

    public int count() {
        return times.size();
    }

    /**
     * The time that this share of all samples did not exceed: the nearest-rank percentile, always one of the samples.
     *
     * @param percent more than 0, at most 100
     * @throws IllegalStateException when nothing was measured
     */
    public Duration percentile(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("a percentile is more than 0 and at most 100");
        }
        List<Duration> sorted = times.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(rank - 1);
    }
}
