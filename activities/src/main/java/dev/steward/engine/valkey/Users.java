package dev.steward.engine.valkey;

import dev.steward.cluster.Credential;
import dev.steward.node.Certificates;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who there is in a cluster: {@code steward}, ourselves; {@code replicator}, by which nodes follow each other;
 * {@code node}, known to the scripts of one node only; and a user for each binding. Valkey is told hashes, never passwords.
 */
final class Users {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * What a binding may do: all with its data, nothing with the server. Functions hold what we know of the cluster, so
     * they are ours; what is dangerous only to one's own data is allowed again.
     */
    private static final String TENANT =
            "~* &* +@all -@admin -@dangerous -function +info +role +keys +flushdb +flushall"
                    + " +sort +sort_ro +restore +client -client|kill -client|pause -client|unpause -client|no-evict"
                    + " -client|list -client|unblock +cluster|slots +cluster|shards +cluster|info +cluster|myid";

    private Users() {}

    /** A binding's user: 16 hexadecimal digits stand for the id, which may be any string. */
    static String of(String bindingId) {
        return "b_" + hash(bindingId).substring(0, 16);
    }

    /** 43 characters that need no quoting anywhere. */
    static String newPassword() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** A binding's rules, as words of ACL SETUSER. */
    static String rules(String password) {
        return "on #" + hash(password) + " " + TENANT;
    }

    /** Our own password in a cluster: who has our private key can tell it. */
    static String controlPassword(Credential control) {
        return derived(control, Certificates.CONTROL);
    }

    /** The nodes' password among themselves. */
    static String replicatorPassword(Credential authority) {
        return derived(authority, Certificates.REPLICATOR);
    }

    /** The lines of a node's file of users that are ours. */
    static String file(Credential authority, Credential control) {
        return "user default off\nuser %s on #%s ~* &* +@all\nuser %s on #%s +psync +replconf +ping\n"
                .formatted(
                        Certificates.CONTROL,
                        hash(controlPassword(control)),
                        Certificates.REPLICATOR,
                        hash(replicatorPassword(authority)));
    }

    private static String derived(Credential from, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(from.privateKey().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] secret = mac.doFinal(("valkey " + purpose).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
