package dev.steward.gateway;

import dev.steward.cluster.UserAuthority;
import dev.steward.machines.HostKey;
import dev.steward.remote.SshKeys;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Pass;
import dev.steward.tunnels.TunnelOrder;
import dev.steward.tunnels.Tunnels;
import java.io.IOException;
import java.nio.file.Files;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Issues passes for a gateway (OpenSSH, PROTOCOL.certkeys). */
public final class Passes implements Tunnels {

    /** For clocks that differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final GatewaySettings gateway;
    private final String hostKey;

    /**
     * For this gateway.
     *
     * @throws IOException when its key can't be read
     * @throws IllegalArgumentException when its key is none
     */
    public Passes(GatewaySettings gateway) throws IOException {
        this.gateway = gateway;
        hostKey = PublicKeyEntry.toString(
                SshKeys.read(Files.readString(gateway.hostKey())).getPublic());
    }

    @Override
    public UserAuthority issueAuthority() {
        HostKey pair = SshKeys.issue();
        return new UserAuthority(pair.publicKey(), pair.privateKey());
    }

    @Override
    public Pass issue(TunnelOrder order) {
        String username = order.name().username();
        OpenSshCertificate certificate = sign(order, username, key(order.wish().publicKey()));
        return new Pass(
                username,
                PublicKeyEntry.toString(certificate),
                gateway.clientHost(),
                gateway.clientPort(),
                hostKey,
                order.until());
    }

    private static PublicKey key(String line) {
        try {
            return SshKeys.parse(line);
        } catch (RuntimeException e) { // its parsers throw what they like
            throw Trouble.impossible(
                            "The public key of the tunnel is not one that SSH knows.",
                            "a tunnel's key can't be read: " + e.getClass().getSimpleName())
                    .failure();
        }
    }

    private static OpenSshCertificate sign(TunnelOrder order, String username, PublicKey key) {
        OpenSshCertificateBuilder certificate = OpenSshCertificateBuilder.userCertificate()
                .publicKey(key)
                .serial(RANDOM.nextLong(Long.MAX_VALUE))
                .id(order.name().keyId())
                .principals(List.of(username))
                .extension("permit-port-forwarding", "")
                .validAfter(Instant.now().minus(SKEW))
                .validBefore(order.until());
        if (!order.wish().sources().isEmpty()) {
            certificate.criticalOption(
                    OpenSshCertificate.SOURCE_ADDRESS,
                    String.join(",", order.wish().sources()));
        }
        try {
            return certificate.sign(SshKeys.read(order.authority().privateKey()));
        } catch (Exception e) { // so it is declared
            throw new IllegalStateException("a certificate could not be signed", e);
        }
    }
}
