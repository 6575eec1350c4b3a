package dev.steward.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Those at the gate who have not shown yet who they are, and how often their likes have failed. Keeps whoever is turned
 * away from taking the place of others. Safe for use by many threads.
 */
final class Crowd {

    private static final int IPV6_PREFIX = 8;

    private static final class Source {
        int strangers;
        int failures;
        Instant firstFailure = Instant.EPOCH;

        void forget(Instant now, Duration memory) {
            if (failures > 0 && firstFailure.plus(memory).isBefore(now)) {
                failures = 0;
            }
        }
    }

    private final Limits limits;
    private final Map<String, Source> sources = new HashMap<>();
    private int strangers;

    Crowd(Limits limits) {
        this.limits = limits;
    }

    /** Whether one more may come; if so, he counts until {@link #leaves}. */
    synchronized boolean comes(String source, Instant now) {
        Source known = sources.computeIfAbsent(source, s -> new Source());
        known.forget(now, limits.memory());
        boolean welcome = strangers < limits.strangers()
                && known.strangers < limits.strangersOfSource()
                && known.failures < limits.failures();
        if (welcome) {
            strangers++;
            known.strangers++;
        }
        return welcome;
    }

    /** He is no stranger any more, or gone. */
    synchronized void leaves(String source) {
        strangers--;
        sources.computeIfPresent(source, (s, known) -> {
            known.strangers--;
            return known;
        });
    }

    /** He tried, and was not let in. */
    synchronized void failed(String source, Instant now) {
        Source known = sources.computeIfAbsent(source, s -> new Source());
        known.forget(now, limits.memory());
        if (known.failures++ == 0) {
            known.firstFailure = now;
        }
    }

    /** Whoever is neither here nor has failed lately is no burden. */
    synchronized void tidy(Instant now) {
        sources.values().forEach(s -> s.forget(now, limits.memory()));
        sources.values().removeIf(s -> s.strangers == 0 && s.failures == 0);
    }

    /** How many wait. */
    synchronized int size() {
        return strangers;
    }

    /** What counts as one source: who has one address of IPv6 has 2^64. */
    static String source(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress inet ? inet.getAddress() : null;
        if (address == null) {
            return "unknown";
        }
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_PREFIX)) + "/64"
                : address.getHostAddress();
    }
}
