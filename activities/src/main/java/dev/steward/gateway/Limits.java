package dev.steward.gateway;

import java.time.Duration;

/**
 * How much a gateway lets happen.
 *
 * @param tunnels open at the same time, in all
 * @param tunnelsOfInstance of all bindings of one instance
 * @param tunnelsOfBinding of one binding
 * @param openingsOfBinding how many tunnels one binding may open within {@link #memory}, whether they are open still or not
 * @param connectionsOfTunnel through one tunnel, at the same time
 * @param strangers connections at the same time that have not shown yet who they are, in all
 * @param strangersOfSource from one source: an address of IPv4, a /64 of IPv6
 * @param failures of one source within {@link #memory}, after which it is turned away for the rest of it; who says nothing
 *     until {@link #handshake} has failed too
 * @param memory for how long failures and openings count
 * @param handshake until which a stranger has to have shown who he is
 * @param idle after which a tunnel ends through which nothing flows
 */
public record Limits(
        int tunnels,
        int tunnelsOfInstance,
        int tunnelsOfBinding,
        int openingsOfBinding,
        int connectionsOfTunnel,
        int strangers,
        int strangersOfSource,
        int failures,
        Duration memory,
        Duration handshake,
        Duration idle) {

    public static final Limits DEFAULT = new Limits(
            200, 20, 5, 30, 32, 64, 16, 20, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(15));
}
