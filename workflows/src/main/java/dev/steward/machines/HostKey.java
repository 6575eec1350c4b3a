package dev.steward.machines;

/**
 * An SSH host key that we made, to recognise a machine at first contact. It lives from the machine's birth until
 * {@link Hosts#adopt} has replaced it by one made on the machine.
 *
 * @param publicKey one line in OpenSSH form, {@code ecdsa-sha2-nistp256 AAAA…}
 * @param privateKey PEM in OpenSSH form
 */
public record HostKey(String publicKey, String privateKey) {
    @Override
    public String toString() {
        return "HostKey[" + publicKey + "]";
    }
}
