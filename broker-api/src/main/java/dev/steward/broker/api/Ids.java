package dev.steward.broker.api;

import dev.steward.cluster.ClusterId;

/** The ids that platforms choose: any string of 1 to 255 characters (OSB 2.17, URL Properties). */
final class Ids {

    private Ids() {}

    /**
     * Reads an instance's id.
     *
     * @param raw as decoded from the path
     * @throws Rejection when it is too long, or was not UTF-8
     */
    static ClusterId instance(String raw) {
        return new ClusterId(checked(raw));
    }

    /** Reads a binding's id, as {@link #instance} does. */
    static String binding(String raw) {
        return checked(raw);
    }

    private static String checked(String raw) {
        if (raw.isEmpty() || raw.length() > 255) {
            throw Rejection.badRequest("An id has 1 to 255 characters; this one has " + raw.length() + ".");
        }
        if (raw.indexOf('\uFFFD') >= 0) {
            throw Rejection.badRequest("The id is not percent-encoded UTF-8.");
        }
        return raw;
    }
}
