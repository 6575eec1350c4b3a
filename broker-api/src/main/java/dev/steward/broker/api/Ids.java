package dev.steward.broker.api;

import dev.steward.cluster.ClusterId;
import dev.steward.lifecycle.WorkflowIds;

/** The ids that platforms choose: any string of 1 to 255 characters (OSB 2.17, URL Properties). */
final class Ids {

    /** Temporal takes ids of up to 1000 bytes, and a child's name is added to ours. */
    private static final int LONGEST_WORKFLOW_ID = 900;

    private Ids() {}

    /**
     * Reads an instance's id.
     *
     * @param raw as decoded from the path
     * @throws Rejection when it is too long, or was not UTF-8
     */
    static ClusterId instance(String raw) {
        ClusterId id = new ClusterId(checked(raw));
        if (WorkflowIds.cluster(id).length() > LONGEST_WORKFLOW_ID) {
            throw Rejection.badRequest("The instance id is too long once it is percent-encoded.");
        }
        return id;
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
