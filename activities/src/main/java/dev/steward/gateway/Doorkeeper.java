package dev.steward.gateway;

import dev.steward.remote.SshKeys;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Directory.Grant;
import dev.steward.tunnels.TunnelName;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whoever shows a certificate that a cluster has issued and not taken back. That the certificate is signed by
 * the authority it names, of its time and meant for this source, and that whoever shows it has the key to it, is seen to
 * by MINA before and after.
 */
final class Doorkeeper implements PublickeyAuthenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    /** Of the certificate that was shown last: the one by which a session is let in. */
    static final AttributeKey<Admitted> ADMITTED = new AttributeKey<>();

    /**
     * Who may come in.
     *
     * @param name whose tunnel
     * @param grant what it is
     * @param directory where it leads
     */
    record Admitted(TunnelName name, Grant grant, Directory directory) {}

    private final Directories directories;

    Doorkeeper(Directories directories) {
        this.directories = directories;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        session.removeAttribute(ADMITTED);
        Optional<Admitted> admitted = key instanceof OpenSshCertificate certificate
                ? admitted(username, certificate, Instant.now())
                : Optional.empty();
        admitted.ifPresentOrElse(
                a -> session.setAttribute(ADMITTED, a),
                () -> LOG.debug("not let in: {} from {}", KeyUtils.getFingerPrint(key), session.getRemoteAddress()));
        return admitted.isPresent();
    }

    private Optional<Admitted> admitted(String username, OpenSshCertificate shown, Instant now) {
        return TunnelName.parse(shown.getId())
                .filter(name -> username.equals(name.username())
                        && shown.getPrincipals().contains(username))
                .flatMap(name -> directories.of(name.cluster()).flatMap(d -> admitted(name, shown, d, now)));
    }

    /** The very certificate that was issued: one of an earlier binding of the same id is another. */
    static Optional<Admitted> admitted(TunnelName name, OpenSshCertificate shown, Directory directory, Instant now) {
        String authority = directory.authority();
        if (authority == null || !KeyUtils.compareKeys(SshKeys.parse(authority), shown.getCaPubKey())) {
            return Optional.empty();
        }
        return directory
                .grant(name.binding())
                .filter(grant ->
                        now.isBefore(grant.until()) && grant.certificate().equals(PublicKeyEntry.toString(shown)))
                .map(grant -> new Admitted(name, grant, directory));
    }
}
