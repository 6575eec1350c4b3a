package dev.steward.engine.valkey;

import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Busy;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.node.Certificates;
import dev.steward.node.ClusterTls;
import dev.steward.node.Handshakes;
import dev.steward.watch.NodeSession;
import dev.steward.watch.Unanswered;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** How the watch asks a Valkey: by one session that stays open, for what it says of its replication. */
final class WatchSession implements NodeSession {

    private static final Logger LOG = LoggerFactory.getLogger(WatchSession.class);

    private final ClusterView cluster;
    private final Host host;
    private final ClusterTls tls;
    private final Handshakes.Turn turn;
    private final JedisClientConfig config;
    private volatile @Nullable Jedis session;
    private volatile @Nullable Socket socket;

    WatchSession(ClusterView cluster, Host host, ClusterTls tls, Handshakes handshakes) {
        this.cluster = cluster;
        this.host = host;
        this.tls = tls;
        turn = handshakes.turn(tls);
        config = DefaultJedisClientConfig.builder()
                .user(Certificates.CONTROL)
                .password(Users.controlPassword(cluster.control()))
                .socketTimeoutMillis((int) LIMIT.toMillis())
                .build();
    }

    /** A session that was kept may have ended without a fault of Valkey: what counts is whether it takes a new one. */
    @Override
    public Observation ask(Host leader) {
        boolean kept = session != null;
        try {
            return look(leader);
        } catch (JedisException e) {
            end();
            return kept && !Unanswered.isSilence(e) ? again(leader) : meaning(e);
        }
    }

    private Observation again(Host leader) {
        try {
            return look(leader);
        } catch (JedisException e) {
            end();
            return meaning(e);
        }
    }

    /** A server says nothing unasked: whatever can be read, be it that there is no more, is the end. */
    @Override
    public boolean endsWithin(Duration limit) {
        Socket open = socket;
        if (session == null || open == null) {
            return true;
        }
        try {
            if (!saysSomething(open, limit)) {
                return false;
            }
        } catch (IOException e) {
            LOG.debug("{}: the session to {} has ended: {}", cluster.id(), host.node(), e.toString());
        }
        end();
        return true;
    }

    private static boolean saysSomething(Socket open, Duration limit) throws IOException {
        open.setSoTimeout((int) limit.toMillis());
        try {
            open.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            open.setSoTimeout((int) LIMIT.toMillis());
            return false;
        }
    }

    private Observation look(Host leader) {
        Jedis open = session;
        if (open == null) {
            open = open();
            session = open;
        }
        return Replication.parse(open.info("replication")).seen(cluster, leader);
    }

    private Jedis open() {
        return turn.open(() -> new Jedis(this::connected, config));
    }

    /** TLS to the node, which has to be known by the cluster's authority at this address. */
    private Socket connected() {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host.ip(), Access.PORT), (int) LIMIT.toMillis());
            plain.setSoTimeout((int) LIMIT.toMillis());
            Handshakes.await();
            SSLSocket secure =
                    (SSLSocket) tls.context().getSocketFactory().createSocket(plain, host.ip(), Access.PORT, true);
            SSLParameters checked = secure.getSSLParameters();
            checked.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(checked);
            secure.startHandshake();
            socket = secure;
            return secure;
        } catch (IOException | GeneralSecurityException e) {
            close(plain, e);
            throw new JedisConnectionException(e);
        }
    }

    private static void close(Socket socket, Exception cause) {
        try {
            socket.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static Observation meaning(JedisException e) {
        if (Unanswered.isRefusal(e)) {
            return new Refused();
        }
        return e instanceof JedisDataException ? new Busy(String.valueOf(e.getMessage())) : new Silent();
    }

    @Override
    public boolean waits() {
        return turn.waits();
    }

    /** Jedis leaves a socket open whose other end has closed. */
    @Override
    public void end() {
        Jedis open = session;
        Socket beneath = socket;
        session = null;
        socket = null;
        close(open);
        close(beneath);
    }

    private void close(@Nullable Closeable open) {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException | JedisException e) {
            LOG.debug("{}: what leads to {} was broken: {}", cluster.id(), host.node(), e.toString());
        }
    }
}
