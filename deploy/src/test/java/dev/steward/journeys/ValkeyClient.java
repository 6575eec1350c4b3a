package dev.steward.journeys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** Sessions as an application has them that knows its binding: it tries the hosts until one says that it leads. */
final class ValkeyClient implements AutoCloseable {

    private final List<String> hosts;
    private final int port;
    private final JedisClientConfig config;
    private @Nullable Jedis session;
    private String leader = "";

    ValkeyClient(Map<String, Object> credentials) {
        hosts = ((List<?>) credentials.get("hosts"))
                .stream().map(String::valueOf).toList();
        port = ((Number) credentials.get("port")).intValue();
        SSLParameters checked = new SSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        config = DefaultJedisClientConfig.builder()
                .user(String.valueOf(credentials.get("username")))
                .password(String.valueOf(credentials.get("password")))
                .connectionTimeoutMillis(1000)
                .socketTimeoutMillis(5000)
                .ssl(true)
                .sslSocketFactory(trusting(String.valueOf(credentials.get("cacrt"))))
                .sslParameters(checked)
                .build();
    }

    /** Does something at the leader. A session that breaks is given up. */
    <T> T onLeader(Function<Jedis, T> what) {
        Jedis open = session == null ? find() : session;
        session = open;
        try {
            return what.apply(open);
        } catch (JedisException e) {
            close();
            throw e;
        }
    }

    /** The address of who leads. */
    String leader() {
        return onLeader(found -> leader);
    }

    /** Whether this host lets him in. */
    boolean isLetIn(String host) {
        try (Jedis tried = new Jedis(new HostAndPort(host, port), config)) {
            return tried.role() != null;
        } catch (JedisException e) {
            return false;
        }
    }

    private Jedis find() {
        JedisException last = new JedisException("nobody leads");
        for (String host : hosts) {
            try {
                Jedis tried = new Jedis(new HostAndPort(host, port), config);
                if ("master".equals(tried.role().getFirst())) {
                    leader = host;
                    return tried;
                }
                tried.close();
            } catch (JedisException e) {
                last = e;
            }
        }
        throw last;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private static SSLSocketFactory trusting(String pem) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the binding's certificate can't be used", e);
        }
    }
}
