package dev.steward.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** What a gateway counts, named in operations.md. */
final class TunnelMeters {

    private static final String BYTES = "steward.tunnels.bytes";
    private static final String DIRECTION = "direction";

    private final MeterRegistry meters;

    TunnelMeters(MeterRegistry meters, Supplier<Number> open, Supplier<Number> strangers) {
        this.meters = meters;
        Gauge.builder("steward.tunnels.open", open).register(meters);
        Gauge.builder("steward.tunnels.strangers", strangers).register(meters);
    }

    /** Somebody was let in, so long after he connected. */
    void opened(Duration after) {
        Timer.builder("steward.tunnels.opening").register(meters).record(after);
    }

    /** Somebody was turned away. */
    void refused(String reason) {
        meters.counter("steward.tunnels.refused", "reason", reason).increment();
    }

    /** A tunnel has ended. */
    void ended(String reason, long sent, long received) {
        meters.counter("steward.tunnels.ended", "reason", reason).increment();
        meters.counter(BYTES, DIRECTION, "sent").increment(sent);
        meters.counter(BYTES, DIRECTION, "received").increment(received);
    }

    /** A cluster could not be asked, or told. */
    void unanswered(String what) {
        meters.counter("steward.tunnels.unanswered", "what", what).increment();
    }
}
