package dev.steward.cluster;

/**
 * What makes a cluster itself, and nobody else: its certificate authority, and the certificate by which we are its
 * superuser. Made when it is provisioned; lives in its workflow's state and nowhere else of ours.
 *
 * @param authority signs the certificates of its nodes
 * @param control ours, signed by the authority
 */
public record Identity(Credential authority, Credential control) {}
