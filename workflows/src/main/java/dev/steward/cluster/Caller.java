package dev.steward.cluster;

/**
 * Who asks, as the platform names it: for the log and for whoever looks at the workflow, never a ground to refuse.
 *
 * @param request the platform's name of the request (OSB 2.17, Request Identity); empty when it gave none
 * @param user the platform's name and what it says of its user, as JSON (OSB 2.17, Originating Identity); empty when
 *     nobody asked in person
 */
public record Caller(String request, String user) {

    /** Of whom nothing is known. */
    public static final Caller UNNAMED = new Caller("", "");
}
