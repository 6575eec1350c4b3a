package dev.steward.gateway;

import java.time.Duration;

/**
 * How much a gateway lets happen.
 *
 * @param tunnels open at the same time, in all
 * @param tunnelsOfBinding of one binding
 * @param connectionsOfTunnel through one tunnel, at the same time
 * @param strangers connections at the same time that have not shown yet who they are, in all
 * @param strangersOfSource from one source: an address of IPv4, a /64 of IPv6
 * @param failures of one source within {@link #memory}, after which it is turned away for the rest of it
 * @param memory for how long failures count
 * @param handshake until which a stranger has to have shown who he is
 * @param idle after which a tunnel ends through which nothing flows
 */
public record Limits(
        int tunnels,
        int tunnelsOfBinding,
        int connectionsOfTunnel,
        int strangers,
        int strangersOfSource,
        int failures,
        Duration memory,
        Duration handshake,
        Duration idle) {

    public static final Limits DEFAULT =
            new Limits(200, 5, 32, 64, 16, 20, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(15));
}
