package dev.steward.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What makes a cluster itself, and nobody else: its certificate authority, and the certificate by which we are its
 * superuser. Made when it is provisioned; lives in its workflow's state and nowhere else of ours.
 *
 * @param authority signs the certificates of its nodes
 * @param control ours, signed by the authority
 * @param users signs the certificates by which people open tunnels; null before the first one was asked for
 */
public record Identity(
        Credential authority, Credential control, @Nullable UserAuthority users) {

    /** One of which nobody has asked for a tunnel yet. */
    public Identity(Credential authority, Credential control) {
        this(authority, control, null);
    }

    /** The same, which can certify users now. */
    public Identity certifying(UserAuthority made) {
        return new Identity(authority, control, made);
    }
}
