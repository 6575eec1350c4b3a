package dev.steward.gateway;

import dev.steward.gateway.Doorkeeper.Admitted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who connect: strangers first, then tunnels, or turned away. */
final class Visitors implements SessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);
    private static final AttributeKey<Stranger> STRANGER = new AttributeKey<>();

    /**
     * Who has not shown yet who he is.
     *
     * @param source what counts as his
     * @param came when he connected
     * @param tries whether he speaks SSH, so that leaving now is a failure
     */
    private record Stranger(String source, Instant came, boolean tries) {}

    private final Limits limits;
    private final Crowd crowd;
    private final OpenTunnels tunnels;
    private final TunnelMeters meters;

    Visitors(Limits limits, Crowd crowd, OpenTunnels tunnels, TunnelMeters meters) {
        this.limits = limits;
        this.crowd = crowd;
        this.tunnels = tunnels;
        this.meters = meters;
    }

    @Override
    public void sessionCreated(Session session) {
        Instant now = Instant.now();
        String source = Crowd.source(session.getIoSession().getRemoteAddress());
        if (crowd.comes(source, now)) {
            session.setAttribute(STRANGER, new Stranger(source, now, false));
        } else {
            meters.refused("crowded");
            session.close(true);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        Stranger stranger = session.getAttribute(STRANGER);
        if (stranger == null) {
            return; // keys are exchanged anew
        }
        if (event == Event.KeyEstablished) {
            session.setAttribute(STRANGER, new Stranger(stranger.source(), stranger.came(), true));
        } else if (event == Event.Authenticated) {
            session.removeAttribute(STRANGER);
            crowd.leaves(stranger.source());
            open((ServerSession) session, stranger);
        }
    }

    private void open(ServerSession session, Stranger stranger) {
        Instant now = Instant.now();
        Admitted admitted = session.getAttribute(Doorkeeper.ADMITTED);
        if (admitted == null) {
            throw new IllegalStateException("nobody but the doorkeeper lets anybody in");
        }
        Tunnel tunnel = new Tunnel(admitted, String.valueOf(session.getClientAddress()), session, now);
        Optional<String> objection = tunnels.admit(tunnel);
        if (objection.isEmpty()) {
            session.setAttribute(Tunnel.OPEN, tunnel);
            meters.opened(Duration.between(stranger.came(), now));
        } else {
            meters.refused("full");
            LOG.info("{} is not opened: {}", tunnel, objection.get());
            // Not here: he has yet to be sent the message that he was let in, and it is encrypted already.
            Thread.ofVirtual()
                    .start(() -> dismiss(session, SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, objection.get()));
        }
    }

    @Override
    public void sessionClosed(Session session) {
        Stranger stranger = session.getAttribute(STRANGER);
        Tunnel tunnel = session.getAttribute(Tunnel.OPEN);
        if (stranger != null) {
            Instant now = Instant.now();
            crowd.leaves(stranger.source());
            if (stranger.tries() || !now.isBefore(stranger.came().plus(limits.handshake()))) {
                crowd.failed(stranger.source(), now);
                meters.refused("not admitted");
            }
        } else if (tunnel != null) {
            var _ = tunnels.closes(tunnel, "left", Instant.now());
        }
    }

    /** Ends a session at once, with a reason if its client still listens. */
    static void dismiss(ServerSession session, int code, String reason) {
        try {
            session.disconnect(code, reason);
        } catch (IOException e) { // it does not listen
            session.close(true);
        }
    }
}
