package dev.steward.node;

import dev.steward.cluster.Credential;
import dev.steward.engine.ClusterView;
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
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS to the nodes of one cluster, made when it is first needed: sessions that last share it. */
public final class ClusterTls {

    private static final char[] IN_MEMORY = {};

    private final String authority;
    private final Credential own;
    private @Nullable SSLContext context;

    public ClusterTls(ClusterView cluster) {
        authority = cluster.caCertificate();
        own = cluster.control();
    }

    /** By our own certificate. */
    public synchronized SSLContext context() throws GeneralSecurityException, IOException {
        if (context == null) {
            context = context(authority, own);
        }
        return context;
    }

    /**
     * TLS that trusts one authority and shows one certificate.
     *
     * @param authority PEM
     * @throws GeneralSecurityException when they can't be used
     * @throws IOException when they can't be read
     */
    public static SSLContext context(String authority, Credential own) throws GeneralSecurityException, IOException {
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
