package dev.steward.remote;

import dev.steward.machines.HostKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/** SSH keys, in OpenSSH's forms. */
public final class SshKeys {

    private SshKeys() {}

    /** A new ECDSA key on nistp256: born keys are told from the machines' own, which are Ed25519, by their kind. */
    public static HostKey issue() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ByteArrayOutputStream pem = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "steward", null, pem);
            return new HostKey(PublicKeyEntry.toString(pair.getPublic()), pem.toString(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK makes EC keys", e);
        }
    }

    /**
     * Reads a public key.
     *
     * @param line OpenSSH form, with or without a comment
     * @throws IllegalArgumentException when it is none
     */
    public static PublicKey parse(String line) {
        try {
            PublicKey key = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            if (key == null) {
                throw new IllegalArgumentException("not an SSH public key");
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not an SSH public key", e);
        }
    }

    /**
     * Reads a private key, and with it the public one.
     *
     * @param privateKey in OpenSSH form, without a passphrase
     * @throws IllegalArgumentException when it is none
     */
    public static KeyPair read(String privateKey) {
        try {
            byte[] text = privateKey.getBytes(StandardCharsets.US_ASCII);
            return SecurityUtils.loadKeyPairIdentities(
                            null, NamedResource.ofName("a key"), new ByteArrayInputStream(text), null)
                    .iterator()
                    .next();
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // its parsers throw what they like
            throw new IllegalArgumentException(
                    "not a private SSH key: " + e.getClass().getSimpleName());
        }
    }

    /** {@code ssh-ed25519} or {@code ecdsa-sha2-nistp256}. */
    static String kind(PublicKey key) {
        return KeyUtils.getKeyType(key);
    }
}
