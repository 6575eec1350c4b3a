package dev.steward.load;

import java.time.Duration;

/**
 * How long an application waits for a server that says nothing, and whether it looks for the leader in the order in
 * which the binding names the nodes.
 *
 * @param connectSeconds for a connection, from 1
 * @param answerSeconds for an answer, from 1
 * @param anyOrder whether the nodes are tried in an order of chance, so that not all writers wait at the same dead node
 */
public record Patience(int connectSeconds, int answerSeconds, boolean anyOrder) {

    /** What a binding says of connecting, and for an answer what operations.md advises where every write is short. */
    public static final Patience COMMON = new Patience(2, 3, false);

    /** The least that pgjdbc can be told: what is measured with it is the cluster's doing, hardly the client's. */
    public static final Patience LEAST = new Patience(1, 1, true);

    /** Some seconds for a connection, and this long for an answer, in whole seconds from 1. */
    public static Patience answering(Duration answer) {
        return new Patience(2, Math.toIntExact(Math.max(1, answer.toSeconds())), false);
    }

    /** A URL in which the binding's own connect time-out, which would go before properties, is replaced. */
    String applied(String url) {
        return url.replaceFirst("([?&]connectTimeout=)\\d+", "$1" + connectSeconds);
    }
}
