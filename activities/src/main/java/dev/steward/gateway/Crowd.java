package dev.steward.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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

    private final Limits limits;
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Tally<String> failures;
    private int strangers;

    Crowd(Limits limits) {
        this.limits = limits;
        failures = new Tally<>(limits.memory());
    }

    /** Whether one more may come; if so, he counts until {@link #leaves}. */
    synchronized boolean comes(String source, Instant now) {
        boolean welcome = strangers < limits.strangers()
                && waiting.getOrDefault(source, 0) < limits.strangersOfSource()
                && failures.of(source, now) < limits.failures();
        if (welcome) {
            strangers++;
            waiting.merge(source, 1, Integer::sum);
        }
        return welcome;
    }

    /** He is no stranger any more, or gone. */
    synchronized void leaves(String source) {
        strangers--;
        waiting.computeIfPresent(source, (s, many) -> many == 1 ? null : many - 1);
    }

    /** He tried, or only stood there, and was not let in. */
    synchronized void failed(String source, Instant now) {
        failures.add(source, now);
    }

    /** Whoever has not failed lately is no burden. */
    synchronized void tidy(Instant now) {
        failures.tidy(now);
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
