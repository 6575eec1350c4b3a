package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.machines.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Workflow ids that a person can read. */
public final class WorkflowIds {

    /** Temporal takes ids of up to 1000 characters, and a child's name is added to a cluster's. */
    private static final int LONGEST = 892;

    private WorkflowIds() {}

    /**
     * {@code cluster/<instance id>}, percent-encoded: an instance id may hold slashes, and a child's id adds one. One that
     * is too long then goes on, behind a tilde, which no encoding holds, with its SHA-256 alone.
     */
    public static String cluster(ClusterId id) {
        String encoded = URLEncoder.encode(id.value(), StandardCharsets.UTF_8);
        return "cluster/"
                + (encoded.length() <= LONGEST ? encoded : encoded.substring(0, LONGEST) + "~" + Sha256.of(id.value()));
    }

    static String child(ClusterId id, String name) {
        return cluster(id) + "/" + name;
    }

    /**
     * {@code watch/<infrastructure>/<engine>/<group>}.
     *
     * @param group 0 to {@link #GROUPS} - 1
     */
    static String watch(String infrastructure, String engine, int group) {
        return "watch/" + infrastructure + "/" + engine + "/" + group;
    }

    /** {@code repairs/<infrastructure>}: who may repair a machine there now. */
    public static String repairs(String infrastructure) {
        return "repairs/" + infrastructure;
    }

    /** {@code orphans/<infrastructure>}: what belongs to nobody there. */
    public static String orphans(String infrastructure) {
        return "orphans/" + infrastructure;
    }

    /** {@code pool/<plan>/<infrastructure>}: what is rented there before anybody of that plan asks for it. */
    public static String pool(String plan, String infrastructure) {
        return "pool/" + plan + "/" + infrastructure;
    }

    /** The group in which a cluster is watched follows from its id. */
    public static int group(ClusterId id) {
        return Math.floorMod(id.value().hashCode(), GROUPS);
    }

    /** How many groups the clusters of one infrastructure and engine are watched in. */
    static final int GROUPS = 64;
}
