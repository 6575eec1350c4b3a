package dev.steward.machines;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * For whom something was rented. Every resource carries it as a tag, so that what belongs to nobody can be found.
 *
 * @param cluster the cluster, by its instance id (any string of 1 to 255 characters)
 */
public record Owner(String cluster) {

    /**
     * 16 hex digits that stand for the owner where a name has to be short and plain.
     *
     * @param installation the Steward that rents; several may share an infrastructure
     */
    public String key(String installation) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((installation + "/" + cluster).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
