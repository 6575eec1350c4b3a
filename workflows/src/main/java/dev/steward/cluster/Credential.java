package dev.steward.cluster;

/**
 * A certificate and its private key, both PEM. Never printed.
 *
 * @param certificate X.509
 * @param privateKey PKCS #8
 */
public record Credential(String certificate, String privateKey) {
    @Override
    public String toString() {
        return "Credential[…]";
    }
}
