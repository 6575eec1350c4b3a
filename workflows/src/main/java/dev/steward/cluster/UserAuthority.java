package dev.steward.cluster;

/**
 * By which an instance certifies the SSH keys of its users. Never printed.
 *
 * @param publicKey one line in OpenSSH form
 * @param privateKey in OpenSSH form, without a passphrase
 */
public record UserAuthority(String publicKey, String privateKey) {
    @Override
    public String toString() {
        return "UserAuthority[…]";
    }
}
