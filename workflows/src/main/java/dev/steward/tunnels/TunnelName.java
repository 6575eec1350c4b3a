package dev.steward.tunnels;

import dev.steward.cluster.ClusterId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whose tunnel it is. Both ids may be any string, so they travel percent-encoded.
 *
 * @param cluster to which cluster
 * @param binding by which of its bindings
 */
public record TunnelName(ClusterId cluster, String binding) {

    private static final String PREFIX = "steward/";

    /** By which a certificate says it: {@code steward/<instance id>/<binding id>}. */
    public String keyId() {
        return PREFIX + encoded(cluster.value()) + "/" + encoded(binding);
    }

    /** As whom SSH knows the binding, of which every shell and every version of OpenSSH takes the characters. */
    public String username() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(keyId().getBytes(StandardCharsets.UTF_8));
            return "t-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Reads what {@link #keyId} wrote; empty when it is anything else. */
    public static Optional<TunnelName> parse(String keyId) {
        String[] parts = keyId.split("/", -1);
        if (parts.length != 3 || !keyId.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            TunnelName name = new TunnelName(new ClusterId(decoded(parts[1])), decoded(parts[2]));
            return name.keyId().equals(keyId) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException e) { // no encoding, or no id
            return Optional.empty();
        }
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
