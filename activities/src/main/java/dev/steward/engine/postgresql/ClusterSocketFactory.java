package dev.steward.engine.postgresql;

import dev.steward.cluster.Credential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS to the nodes of one cluster, with certificates from memory: pgjdbc makes one of these per connection, from the
 * connection's properties or from what its turn brings. It trusts the cluster's authority alone; pgjdbc checks the address ({@code verify-full}).
 */
public final class ClusterSocketFactory extends WrappedFactory {

    static final String AUTHORITY = "steward.authority";
    static final String CERTIFICATE = "steward.certificate";
    static final String KEY = "steward.key";
    private static final char[] IN_MEMORY = {};

    /**
     * What pgjdbc calls.
     *
     * @param connection the connection's properties, with three PEMs of ours
     * @throws GeneralSecurityException when they can't be used
     * @throws IOException when they can't be read
     */
    public ClusterSocketFactory(Properties connection) throws GeneralSecurityException, IOException {
        ClusterTls shared = Handshakes.await(); // pgjdbc comes here when the server is willing, and shakes hands next
        SSLContext context = shared != null
                ? shared.context()
                : context(
                        connection.getProperty(AUTHORITY),
                        new Credential(connection.getProperty(CERTIFICATE), connection.getProperty(KEY)));
        factory = context.getSocketFactory();
    }

    static SSLContext context(String authority, Credential own) throws GeneralSecurityException, IOException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", certificate(authority));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager mine = new OwnKey(certificate(own.certificate()), key(own.privateKey()));
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(new KeyManager[] {mine}, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
